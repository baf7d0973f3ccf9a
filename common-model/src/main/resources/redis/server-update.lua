-- Changes the operator's settings of a server. An enabled server gets its load from the next good poll.
-- 2 who changes it, 3 id, 4 … field, value: url, secret, load_multiplier, tag (empty: none), state, and those of
-- SERVER_SETTING_FIELDS (empty: none)
-- → changed, not_found, or exists and the id of the server that has this url
--include shared/servers
--include shared/creates
--include shared/candidates

local actor, id = ARGV[2], ARGV[3]
local wanted = pairs_from(4)
local key = server_key(id)
if redis.call('EXISTS', key) == 0 then
  return {'not_found'}
end
local other = wanted.url and server_at(wanted.url)
if other and other ~= id then
  return {'exists', 'id', other}
end

local function give_state(state)
  redis.call('HSET', key, 'state', state)
  redis.call('HDEL', server_memory_key(id), 'empty_polls')
  if state == 'enabled' then
    redis.call('SADD', ENABLED_SERVERS, id)
    -- An operator who enables a server again has repaired it.
    forget_create_failures(id)
    redis.call('ZREM', CORDONED_SERVER_LOAD, id)
    return
  end
  redis.call('SREM', ENABLED_SERVERS, id)
  local load = redis.call('ZSCORE', SERVER_LOAD, id)
  redis.call('ZREM', SERVER_LOAD, id)
  if state == 'disabled' then
    redis.call('ZREM', CORDONED_SERVER_LOAD, id)
  elseif load then
    redis.call('ZADD', CORDONED_SERVER_LOAD, load, id)
  end
end

local before = settings_of(id)
for field, value in pairs(wanted) do
  if field == 'state' then
    give_state(value)
  else
    set_field(key_of_setting(id, field), field, value)
  end
end
index_server(id)
audit(actor, 'server.update', id, before, settings_of(id))
return {'changed'}
