-- An operator wants a server to be polled at once.
-- 2 id
-- → requested, or not_found
--include shared/health

if redis.call('SISMEMBER', SERVERS, ARGV[2]) == 0 then
  return {'not_found'}
end
poll_at_once(ARGV[2])
return {'requested'}
