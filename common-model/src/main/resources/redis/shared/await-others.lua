-- The first server after a time without any would get everything that is created at that moment, rooms included that run on
-- servers which have not been asked yet.
--include shared/awaited
--include shared/health

local function await_others(id)
  if redis.call('EXISTS', P .. 'server_load') == 1 then
    return
  end
  for _, other in ipairs(redis.call('SMEMBERS', P .. 'servers')) do
    local is_known_well = redis.call('ZSCORE', P .. 'cordoned_server_load', other)
    if other ~= id and not is_known_well and server_state(other) ~= 'disabled' then
      redis.call('SADD', AWAITED, other)
      poll_at_once(other)
    end
  end
  if redis.call('TTL', AWAITED) < 0 then
    redis.call('EXPIRE', AWAITED, AWAITED_SECONDS)
  end
end
