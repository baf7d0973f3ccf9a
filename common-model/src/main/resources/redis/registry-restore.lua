-- Puts servers and tenants back into a Redis that has lost them. Whether it has is looked at again here, so that it is done
-- once; what is in Redis already is left as it is. A server has no load until a good poll gives it one.
-- 2 who does it, 3 the mark it had, 4 servers and tenants as one JSON document
-- → restored, or present
--include shared/generation
--include shared/servers
--include shared/tenants
--include shared/notify

if generation_id() ~= '' or has_servers() then
  return {'present'}
end

local function add_missing(key, fields)
  for field, value in pairs(fields) do
    redis.call('HSETNX', key, field, value)
  end
end

local function add_server(id, fields)
  redis.call('SADD', SERVERS, id)
  for field, value in pairs(fields) do
    add_missing(key_of_setting(id, field), {[field] = value})
  end
  add_missing(server_key(id), {online = 'true'})
  if server_state(id) == 'enabled' then
    redis.call('SADD', ENABLED_SERVERS, id)
  end
end

local function add_tenant(id, tenant)
  redis.call('SADD', TENANTS, id)
  for field, value in pairs(tenant.fields) do
    add_missing((LIMIT_FIELDS[field] and tenant_limits_key or tenant_key)(id), {[field] = value})
  end
  local name = tenant.fields.name
  if name and not tenant_named(name) then
    redis.call('HSET', tenant_name_key(name), 'id', id)
  end
  for setting, fields in pairs(tenant.settings) do
    redis.call('SADD', tenant_settings_key(id), setting)
    add_missing(tenant_setting_key(setting), fields)
  end
end

local document, servers, tenants = cjson.decode(ARGV[4]), 0, 0
redis.call('SET', GENERATION_ID, ARGV[3])
for id, fields in pairs(document.servers) do
  add_server(id, fields)
  servers = servers + 1
end
for id, tenant in pairs(document.tenants) do
  if redis.call('EXISTS', tenant_key(id)) == 0 then
    add_tenant(id, tenant)
    tenants = tenants + 1
  end
end
audit(ARGV[2], 'registry.restore', 'registry', {}, {servers = tostring(servers), tenants = tostring(tenants)})
-- The servers' meetings are wanted at once.
notify_pollers('registry')
return {'restored', tostring(servers), tostring(tenants)}
