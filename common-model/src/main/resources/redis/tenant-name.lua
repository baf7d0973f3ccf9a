-- The name of a tenant by its id.
-- 2 id
-- → nothing, or the name

local name = redis.call('HGET', tenant_key(ARGV[2]), 'name')
if not name then
  return {}
end
return {name}
