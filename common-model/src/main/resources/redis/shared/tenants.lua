--include shared/prefix
--include shared/audit

-- Limits are ours, so they stand where Scalelite does not look.
local TENANT_LIMITS = set_of({'max_meetings', 'max_users'})

-- The id of the tenant that has this name, or nil.
local function tenant_named(name)
  local id = redis.call('HGET', P .. 'tenant_name:' .. name, 'id')
  return id and redis.call('EXISTS', P .. 'tenant:' .. id) == 1 and id or nil
end

local function unname_tenant(id, name)
  if redis.call('HGET', P .. 'tenant_name:' .. name, 'id') == id then
    redis.call('DEL', P .. 'tenant_name:' .. name)
  end
end

local function tenant_fields(id)
  local fields = hash(P .. 'tenant:' .. id)
  for field, value in pairs(hash(P .. 'v2:tenant:' .. id)) do
    fields[field] = value
  end
  return fields
end

local function write_tenant(id, fields)
  for field, value in pairs(fields) do
    local key = P .. (TENANT_LIMITS[field] and 'v2:tenant:' or 'tenant:') .. id
    if value == '' then
      redis.call('HDEL', key, field)
    else
      redis.call('HSET', key, field, value)
    end
  end
  if fields.name then
    redis.call('HSET', P .. 'tenant_name:' .. fields.name, 'id', id)
  end
end

local function tenant_document(id)
  local settings = {}
  for _, setting in ipairs(redis.call('SMEMBERS', P .. 'tenant_settings:' .. id)) do
    settings[setting] = hash(P .. 'tenant_setting:' .. setting)
  end
  return cjson.encode({id = id, fields = tenant_fields(id), settings = settings})
end
