-- Gives a lease back.
-- 2 id, 3 lease, 4 ms until the server is due again (empty: as planned)
-- → released, or lost if another poller has it by now
--include shared/leases

local id = ARGV[2]
if not is_holder(id, ARGV[3]) then
  return {'lost'}
end
redis.call('ZREM', POLL_LEASES, id)
local planned = ARGV[4] ~= '' and redis.call('ZSCORE', POLLS_DUE, id)
if planned then
  redis.call('ZADD', POLLS_DUE, math.min(tonumber(planned), now_ms() + tonumber(ARGV[4])), id)
end
return {'released'}
