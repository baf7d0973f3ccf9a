-- Takes a setting from a tenant.
-- 2 who takes it, 3 tenant, 4 id of the setting
-- → removed or not_found
--include shared/tenants

local actor, tenant, id = ARGV[2], ARGV[3], ARGV[4]
if redis.call('SREM', P .. 'tenant_settings:' .. tenant, id) == 0 then
  return {'not_found'}
end
local before = hash(P .. 'tenant_setting:' .. id)
redis.call('DEL', P .. 'tenant_setting:' .. id)
audit(actor, 'tenant_setting.remove', id, before, {})
return {'removed'}
