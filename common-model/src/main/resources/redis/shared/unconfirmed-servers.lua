-- Unconfirmed servers have to be polled before new meetings are placed: they may have meetings that are in no record.
--include shared/records

-- One that was removed or disabled meanwhile will not answer.
local function has_unconfirmed_servers()
  local unconfirmed = redis.call('SMEMBERS', UNCONFIRMED_SERVERS)
  if #unconfirmed > 0 and redis.call('TTL', UNCONFIRMED_SERVERS) > UNCONFIRMED_SECONDS then
    -- Redis' clock has been set back, and with it the end of all keys put off.
    redis.call('DEL', UNCONFIRMED_SERVERS)
    return false
  end
  for _, id in ipairs(unconfirmed) do
    local s = server(id)
    if s and s.state ~= 'disabled' then
      return true
    end
    redis.call('SREM', UNCONFIRMED_SERVERS, id)
  end
  return false
end
