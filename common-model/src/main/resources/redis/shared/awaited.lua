-- Servers that have to be asked before anything new is placed: they may have meetings that are in no record.
--include shared/records

local AWAITED = P .. 'v2:awaited'

-- Whoever was removed or disabled meanwhile will not answer.
local function is_anybody_awaited()
  for _, id in ipairs(redis.call('SMEMBERS', AWAITED)) do
    local s = server(id)
    if s and s.state ~= 'disabled' then
      return true
    end
    redis.call('SREM', AWAITED, id)
  end
  return false
end
