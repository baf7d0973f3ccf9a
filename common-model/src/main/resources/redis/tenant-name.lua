-- The name of a tenant by its id.
-- 2 id
-- → nothing, or the name
--include shared/prefix

local name = redis.call('HGET', P .. 'tenant:' .. ARGV[2], 'name')
if not name then
  return {}
end
return {name}
