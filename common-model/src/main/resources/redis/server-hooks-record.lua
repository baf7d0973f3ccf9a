-- Notes the state of our hooks at a server.
-- 2 server, 3 state and ids; empty if there are none, also of a removed server
if ARGV[3] == '' then
  redis.call('HDEL', SERVER_HOOKS, ARGV[2])
  redis.call('HDEL', REMOVED_HOOKS, ARGV[2])
elseif redis.call('SISMEMBER', SERVERS, ARGV[2]) == 1 then
  redis.call('HSET', SERVER_HOOKS, ARGV[2], ARGV[3])
end
return {}
