--include shared/records
--include shared/audit

-- An operator's settings of a server; nothing that polls find.
local function settings_of(id)
  local values = redis.call('HMGET', server_key(id), 'url', 'secret', 'tag', 'load_multiplier')
  return {url = values[1] or nil, secret = values[2] or nil, tag = values[3] or nil, load_multiplier = values[4] or nil,
    state = server_state(id)}
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
