-- Enables, cordons or disables a server. An enabled server gets its load from the next good poll.
-- 2 id, 3 state
-- → changed or not_found

local id, state = ARGV[2], ARGV[3]
local key = P .. 'server:' .. id
if redis.call('EXISTS', key) == 0 then
  return {'not_found'}
end
redis.call('HSET', key, 'state', state)
redis.call('HDEL', P .. 'v2:server:' .. id, 'empty_polls')
if state == 'enabled' then
  redis.call('SADD', P .. 'server_enabled', id)
  redis.call('ZREM', P .. 'cordoned_server_load', id)
else
  redis.call('SREM', P .. 'server_enabled', id)
  local load = redis.call('ZSCORE', P .. 'server_load', id)
  redis.call('ZREM', P .. 'server_load', id)
  if state == 'disabled' then
    redis.call('ZREM', P .. 'cordoned_server_load', id)
  elseif load then
    redis.call('ZADD', P .. 'cordoned_server_load', load, id)
  end
end
return {'changed'}
