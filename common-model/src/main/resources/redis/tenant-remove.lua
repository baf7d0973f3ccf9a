-- Removes a tenant with its settings.
-- 2 who removes it, 3 id
-- → removed or not_found
--include shared/tenants

local actor, id = ARGV[2], ARGV[3]
if redis.call('EXISTS', tenant_key(id)) == 0 and redis.call('SISMEMBER', TENANTS, id) == 0 then
  return {'not_found'}
end
local before = tenant_fields(id)
if before.name then
  unname_tenant(id, before.name)
end
local settings = redis.call('SMEMBERS', tenant_settings_key(id))
for _, setting in ipairs(settings) do
  redis.call('DEL', tenant_setting_key(setting))
end
redis.call('DEL', tenant_key(id), tenant_settings_key(id), tenant_limits_key(id))
redis.call('SREM', TENANTS, id)
redis.call('HDEL', AVERAGE_USERS, id)
audit(actor, 'tenant.remove', id, before, {removed_settings = tostring(#settings)})
return {'removed'}
