-- The first server after a time without any would get everything that is created at that moment, meetings included that run on
-- servers which have not been polled yet.
--include shared/unconfirmed-servers
--include shared/health

local function require_reports_of_others(id)
  if redis.call('EXISTS', SERVER_LOAD) == 1 then
    return
  end
  for _, other in ipairs(redis.call('SMEMBERS', SERVERS)) do
    local is_known_well = redis.call('ZSCORE', CORDONED_SERVER_LOAD, other)
    if other ~= id and not is_known_well and server_state(other) ~= 'disabled' then
      redis.call('SADD', UNCONFIRMED_SERVERS, other)
      poll_at_once(other)
    end
  end
  if redis.call('TTL', UNCONFIRMED_SERVERS) < 0 then
    redis.call('EXPIRE', UNCONFIRMED_SERVERS, UNCONFIRMED_SECONDS)
  end
end
