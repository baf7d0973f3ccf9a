-- Takes the lease on a server at once, even from another poller: what that finds is not written any more.
-- 2 poller, 3 id, 4 ms a lease lasts
-- → id, lease, health, ms in that health; nothing if there is no such server
--include shared/leases

local id, now = ARGV[3], now_ms()
if redis.call('EXISTS', server_key(id)) == 0 then
  return {}
end
local lease = redis.call('HINCRBY', server_memory_key(id), 'lease', 1)
redis.call('HSET', server_memory_key(id), 'leased_by', ARGV[2])
redis.call('ZADD', POLL_LEASES, now + tonumber(ARGV[4]), id)
local values = redis.call('HMGET', server_memory_key(id), 'health', 'health_since')
return {id, token_of(lease, ARGV[2]), values[1] or '', ms_in_health(id, values[2])}
