-- Adds a server: disabled, offline.
-- 2 who adds it, 3 id, 4 url, 5 secret, 6 load multiplier, 7 … field, value: tag, and those of SERVER_SETTING_FIELDS
-- (empty: none)
-- → added, or exists; and the id of the server that has this id or url
--include shared/servers

local id, url = ARGV[3], ARGV[4]
local known = redis.call('SISMEMBER', SERVERS, id) == 1 and id or server_at(url)
if known then
  return {'exists', 'id', known}
end
redis.call('HSET', server_key(id), 'url', url, 'secret', ARGV[5], 'load_multiplier', ARGV[6],
  'state', 'disabled', 'online', 'false')
for field, value in pairs(pairs_from(7)) do
  set_field(key_of_setting(id, field), field, value)
end
redis.call('SADD', SERVERS, id)
audit(ARGV[2], 'server.add', id, {}, settings_of(id))
return {'added', 'id', id}
