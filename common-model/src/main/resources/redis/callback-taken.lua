-- Removes an order that PostgreSQL has, unless a newer one has taken its place.
-- 2 field, 3 value
--include shared/prefix
if redis.call('HGET', P .. 'v2:callbacks', ARGV[2]) == ARGV[3] then
  redis.call('HDEL', P .. 'v2:callbacks', ARGV[2])
end
return {'done'}
