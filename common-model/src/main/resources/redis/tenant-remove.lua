-- Removes a tenant with its settings.
-- 2 who removes it, 3 id
-- → removed or not_found
--include shared/tenants

local actor, id = ARGV[2], ARGV[3]
if redis.call('EXISTS', P .. 'tenant:' .. id) == 0 and redis.call('SISMEMBER', P .. 'tenants', id) == 0 then
  return {'not_found'}
end
local before = tenant_fields(id)
if before.name then
  unname_tenant(id, before.name)
end
local settings = redis.call('SMEMBERS', P .. 'tenant_settings:' .. id)
for _, setting in ipairs(settings) do
  redis.call('DEL', P .. 'tenant_setting:' .. setting)
end
redis.call('DEL', P .. 'tenant:' .. id, P .. 'tenant_settings:' .. id, P .. 'v2:tenant:' .. id)
redis.call('SREM', P .. 'tenants', id)
audit(actor, 'tenant.remove', id, before, {removed_settings = tostring(#settings)})
return {'removed'}
