-- Gives a tenant a setting; one of the same parameter and kind gets the new value.
-- 2 who gives it, 3 tenant, 4 id for a new setting, 5 parameter, 6 value, 7 override (true or false)
-- → put and the id of the setting, or not_found
--include shared/tenants

local actor, tenant, id, param, override = ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[7]
if redis.call('EXISTS', tenant_key(tenant)) == 0 then
  return {'not_found'}
end
for _, known in ipairs(redis.call('SMEMBERS', tenant_settings_key(tenant))) do
  local values = redis.call('HMGET', tenant_setting_key(known), 'param', 'override')
  if values[1] == param and (values[2] or 'false') == override then
    id = known
  end
end
local key = tenant_setting_key(id)
local before = hash(key)
redis.call('HSET', key, 'param', param, 'value', ARGV[6], 'override', override, 'tenant_id', tenant)
redis.call('SADD', tenant_settings_key(tenant), id)
audit(actor, 'tenant_setting.put', id, before, hash(key))
return {'put', 'id', id}
