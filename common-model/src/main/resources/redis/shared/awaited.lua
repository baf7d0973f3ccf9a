-- Servers that have to be asked before anything new is placed: they may have meetings that are in no record.
--include shared/health

local AWAITED = P .. 'v2:awaited'
local AWAITED_SECONDS = 15

local function is_online(id)
  return redis.call('ZSCORE', P .. 'server_load', id) or redis.call('ZSCORE', P .. 'cordoned_server_load', id)
end

-- The first server after a time without any would get everything that is created at that moment, rooms included that run on
-- servers which have not been asked yet.
local function await_others(id)
  if redis.call('EXISTS', P .. 'server_load') == 1 then
    return
  end
  for _, other in ipairs(redis.call('SMEMBERS', P .. 'servers')) do
    if other ~= id and not is_online(other) and server_state(other) ~= 'disabled' then
      redis.call('SADD', AWAITED, other)
      poll_at_once(other)
    end
  end
  if redis.call('TTL', AWAITED) < 0 then
    redis.call('EXPIRE', AWAITED, AWAITED_SECONDS)
  end
end

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
