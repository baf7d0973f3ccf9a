--include shared/records
--include shared/audit
--include shared/arguments

-- Settings that Scalelite does not know.
local SERVER_SETTING_FIELDS = {'max_meetings', 'max_users', 'spare', 'zone'}
local IS_SERVER_SETTING = set_of(SERVER_SETTING_FIELDS)

local function key_of_setting(id, field)
  return (IS_SERVER_SETTING[field] and server_memory_key or server_key)(id)
end

-- An operator's settings of a server; nothing that polls find.
local function settings_of(id)
  local values = redis.call('HMGET', server_key(id), 'url', 'secret', 'tag', 'load_multiplier')
  local settings, ours = {}, redis.call('HMGET', server_memory_key(id), unpack(SERVER_SETTING_FIELDS))
  for i, field in ipairs(SERVER_SETTING_FIELDS) do
    settings[field] = ours[i] or nil
  end
  settings.url, settings.secret, settings.tag = values[1] or nil, values[2] or nil, values[3] or nil
  settings.load_multiplier, settings.state = values[4] or nil, server_state(id)
  return settings
end

local function without_slash(url)
  return (string.gsub(url or '', '/+$', ''))
end

-- The server that has this address already, or nil.
local function server_at(url)
  for _, id in ipairs(redis.call('SMEMBERS', SERVERS)) do
    if without_slash(redis.call('HGET', server_key(id), 'url') or '') == without_slash(url) then
      return id
    end
  end
  return nil
end
