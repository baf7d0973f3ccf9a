-- Lengthens leases that this poller still has.
-- 2 ms a lease lasts, 3 … id, lease
-- → the number of them
--include shared/leases

local until_ms, renewed = now_ms() + tonumber(ARGV[2]), 0
for i = 3, #ARGV, 2 do
  if is_holder(ARGV[i], ARGV[i + 1]) then
    redis.call('ZADD', POLL_LEASES, until_ms, ARGV[i])
    renewed = renewed + 1
  end
end
return {tostring(renewed)}
