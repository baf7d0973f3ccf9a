-- Tenants with their settings.
-- 2 … ids; none: all tenants
-- → one JSON document for each that exists
--include shared/tenants

local ids = #ARGV > 1 and list(2, #ARGV) or redis.call('SMEMBERS', P .. 'tenants')
local answer = {}
for _, id in ipairs(ids) do
  if redis.call('EXISTS', P .. 'tenant:' .. id) == 1 then
    answer[#answer + 1] = tenant_document(id)
  end
end
return answer
