-- Puts servers and tenants back into a Redis that has lost them. Whether it has is looked at again here, so that it is done
-- once; what is in Redis already is left as it is. A server has no load until a good poll gives it one.
-- 2 who does it, 3 the mark it had, 4 servers and tenants as one JSON document
-- → restored, or present
--include shared/mark
--include shared/servers
--include shared/tenants
--include shared/wake

if mark() ~= '' or has_servers() then
  return {'present'}
end

local function add_missing(key, fields)
  for field, value in pairs(fields) do
    redis.call('HSETNX', key, field, value)
  end
end

local function add_server(id, fields)
  redis.call('SADD', P .. 'servers', id)
  add_missing(P .. 'server:' .. id, fields)
  add_missing(P .. 'server:' .. id, {online = 'true'})
  if server_state(id) == 'enabled' then
    redis.call('SADD', P .. 'server_enabled', id)
  end
end

local function add_tenant(id, tenant)
  redis.call('SADD', P .. 'tenants', id)
  for field, value in pairs(tenant.fields) do
    add_missing(P .. (TENANT_LIMITS[field] and 'v2:tenant:' or 'tenant:') .. id, {[field] = value})
  end
  local name = tenant.fields.name
  if name and not tenant_named(name) then
    redis.call('HSET', P .. 'tenant_name:' .. name, 'id', id)
  end
  for setting, fields in pairs(tenant.settings) do
    redis.call('SADD', P .. 'tenant_settings:' .. id, setting)
    add_missing(P .. 'tenant_setting:' .. setting, fields)
  end
end

local document, servers, tenants = cjson.decode(ARGV[4]), 0, 0
redis.call('SET', MARK, ARGV[3])
for id, fields in pairs(document.servers) do
  add_server(id, fields)
  servers = servers + 1
end
for id, tenant in pairs(document.tenants) do
  if redis.call('EXISTS', P .. 'tenant:' .. id) == 0 then
    add_tenant(id, tenant)
    tenants = tenants + 1
  end
end
audit(ARGV[2], 'registry.restore', 'registry', {}, {servers = tostring(servers), tenants = tostring(tenants)})
-- The servers' meetings are wanted at once.
wake_pollers('registry')
return {'restored', tostring(servers), tostring(tenants)}
