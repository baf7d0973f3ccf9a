-- Writes the release of BBB that a server runs.
-- 2 id, 3 version
-- → written or not_found
--include shared/records

local key = server_key(ARGV[2])
if redis.call('EXISTS', key) == 0 then
  return {'not_found'}
end
redis.call('HSET', key, 'bbb_version', ARGV[3])
return {'written'}
