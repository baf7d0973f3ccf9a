-- Servers that have to be asked before anything new is placed: they may have meetings that are in no record.
--include shared/records

local AWAITED = P .. 'v2:awaited'
local AWAITED_SECONDS = 15

-- Whoever was removed or disabled meanwhile will not answer.
local function is_anybody_awaited()
  if redis.call('TTL', AWAITED) > AWAITED_SECONDS then
    -- Redis' clock has been set back, and with it the end of all keys put off.
    redis.call('DEL', AWAITED)
  end
  for _, id in ipairs(redis.call('SMEMBERS', AWAITED)) do
    local s = server(id)
    if s and s.state ~= 'disabled' then
      return true
    end
    redis.call('SREM', AWAITED, id)
  end
  return false
end
