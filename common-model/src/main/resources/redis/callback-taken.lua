-- Removes an order that PostgreSQL has, unless a newer one has taken its place.
-- 2 field, 3 value
if redis.call('HGET', CALLBACK_INBOX, ARGV[2]) == ARGV[3] then
  redis.call('HDEL', CALLBACK_INBOX, ARGV[2])
end
return {'done'}
