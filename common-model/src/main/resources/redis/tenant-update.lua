-- Changes a tenant.
-- 2 who changes it, 3 id, 4 … field, value; an empty value removes the field
-- → changed, not_found, or name_taken and the id of the tenant that has the name
--include shared/tenants

local actor, id = ARGV[2], ARGV[3]
local wanted = pairs_from(4)
if redis.call('EXISTS', tenant_key(id)) == 0 then
  return {'not_found'}
end
local holder = wanted.name and tenant_named(wanted.name)
if holder and holder ~= id then
  return {'name_taken', 'id', holder}
end
local before = tenant_fields(id)
if wanted.name and before.name then
  unname_tenant(id, before.name)
end
write_tenant(id, wanted)
audit(actor, 'tenant.update', id, before, tenant_fields(id))
return {'changed'}
