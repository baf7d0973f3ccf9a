-- Takes a setting from a tenant.
-- 2 who takes it, 3 tenant, 4 id of the setting
-- → removed or not_found
--include shared/tenants

local actor, tenant, id = ARGV[2], ARGV[3], ARGV[4]
if redis.call('SREM', tenant_settings_key(tenant), id) == 0 then
  return {'not_found'}
end
local before = hash(tenant_setting_key(id))
redis.call('DEL', tenant_setting_key(id))
audit(actor, 'tenant_setting.remove', id, before, {})
return {'removed'}
