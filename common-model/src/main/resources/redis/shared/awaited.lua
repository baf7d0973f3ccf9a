-- Servers that have to be asked before anything new is placed: they may have meetings that are in no record.
--include shared/health

local AWAITED = P .. 'v2:awaited'
local AWAITED_SECONDS = 15

local function is_online(id)
  return redis.call('ZSCORE', P .. 'server_load', id) or redis.call('ZSCORE', P .. 'cordoned_server_load', id)
end

-- The first server after a time without any would get everything that is created at that moment, rooms included that run on
-- servers which have not been asked yet. So it is with the first one of a tag, for rooms that want it.
local function await_others(id)
  local tag, available = server(id).tag, redis.call('ZRANGE', P .. 'server_load', 0, -1)
  if is_online(id) then
    return
  end
  for _, other in ipairs(available) do
    local s = server(other)
    if s and s.tag == tag then
      return
    end
  end
  for _, other in ipairs(redis.call('SMEMBERS', P .. 'servers')) do
    local s = other ~= id and not is_online(other) and server(other)
    if s and s.state ~= 'disabled' and (#available == 0 or s.tag == tag) then
      redis.call('SADD', AWAITED, other)
      poll_at_once(other)
    end
  end
  redis.call('EXPIRE', AWAITED, AWAITED_SECONDS)
end
