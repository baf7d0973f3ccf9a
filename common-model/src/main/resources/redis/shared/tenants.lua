--include shared/audit

-- Limits are ours, so they are in a hash that Scalelite does not read.
local LIMIT_FIELDS = set_of({'max_meetings', 'max_users'})

-- The id of the tenant that has this name, or nil.
local function tenant_named(name)
  local id = redis.call('HGET', tenant_name_key(name), 'id')
  return id and redis.call('EXISTS', tenant_key(id)) == 1 and id or nil
end

local function unname_tenant(id, name)
  if redis.call('HGET', tenant_name_key(name), 'id') == id then
    redis.call('DEL', tenant_name_key(name))
  end
end

local function tenant_fields(id)
  local fields = hash(tenant_key(id))
  for field, value in pairs(hash(tenant_limits_key(id))) do
    fields[field] = value
  end
  return fields
end

local function write_tenant(id, fields)
  for field, value in pairs(fields) do
    set_field((LIMIT_FIELDS[field] and tenant_limits_key or tenant_key)(id), field, value)
  end
  if fields.name then
    redis.call('HSET', tenant_name_key(fields.name), 'id', id)
  end
end

local function tenant_document(id)
  local settings = {}
  for _, setting in ipairs(redis.call('SMEMBERS', tenant_settings_key(id))) do
    settings[setting] = hash(tenant_setting_key(setting))
  end
  return cjson.encode({id = id, fields = tenant_fields(id), settings = settings})
end
