-- Changes what an operator says of a server. An enabled server gets its load from the next good poll.
-- 2 who changes it, 3 id, 4 … field, value: url, secret, load_multiplier, tag (empty: none), state
-- → changed, not_found, or exists and the id of the server that has this url
--include shared/servers
--include shared/creates

local actor, id = ARGV[2], ARGV[3]
local wanted = pairs_from(4)
local key = P .. 'server:' .. id
if redis.call('EXISTS', key) == 0 then
  return {'not_found'}
end
local other = wanted.url and server_at(wanted.url)
if other and other ~= id then
  return {'exists', other}
end

local function give_state(state)
  redis.call('HSET', key, 'state', state)
  redis.call('HDEL', P .. 'v2:server:' .. id, 'empty_polls')
  if state == 'enabled' then
    redis.call('SADD', P .. 'server_enabled', id)
    -- An operator who enables a server again has repaired it.
    forget_create_failures(id)
    redis.call('ZREM', P .. 'cordoned_server_load', id)
    return
  end
  redis.call('SREM', P .. 'server_enabled', id)
  local load = redis.call('ZSCORE', P .. 'server_load', id)
  redis.call('ZREM', P .. 'server_load', id)
  if state == 'disabled' then
    redis.call('ZREM', P .. 'cordoned_server_load', id)
  elseif load then
    redis.call('ZADD', P .. 'cordoned_server_load', load, id)
  end
end

local before = settings_of(id)
for field, value in pairs(wanted) do
  if field == 'state' then
    give_state(value)
  elseif value == '' then
    redis.call('HDEL', key, field)
  else
    redis.call('HSET', key, field, value)
  end
end
audit(actor, 'server.update', id, before, settings_of(id))
return {'changed'}
