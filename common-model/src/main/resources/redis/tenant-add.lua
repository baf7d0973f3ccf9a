-- Adds a tenant.
-- 2 who adds it, 3 id, 4 … field, value: name and secrets, and what else is known
-- → added and the id, or name_taken and the id of the tenant that has the name
--include shared/tenants

local actor, id = ARGV[2], ARGV[3]
local wanted = pairs_from(4)
local holder = tenant_named(wanted.name)
if holder then
  return {'name_taken', 'id', holder}
end
redis.call('SADD', TENANTS, id)
write_tenant(id, wanted)
audit(actor, 'tenant.add', id, {}, tenant_fields(id))
return {'added', 'id', id}
