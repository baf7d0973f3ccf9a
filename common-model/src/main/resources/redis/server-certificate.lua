-- Writes when the certificate of a server expires.
-- 2 id, 3 ms since 1970
-- → written or not_found
--include shared/records

if redis.call('EXISTS', server_key(ARGV[2])) == 0 then
  return {'not_found'}
end
redis.call('HSET', server_memory_key(ARGV[2]), 'certificate', ARGV[3])
return {'written'}
