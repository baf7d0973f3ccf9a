-- A tenant by its name, with its settings.
-- 2 name
-- → nothing, or a JSON document
--include shared/tenants

local id = tenant_named(ARGV[2])
return id and {tenant_document(id)} or {}
