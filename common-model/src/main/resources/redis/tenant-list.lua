-- Tenants with their settings.
-- 2 … ids; none: all tenants
-- → one JSON document for each that exists
--include shared/tenants

local ids = #ARGV > 1 and list(2, #ARGV) or redis.call('SMEMBERS', TENANTS)
local answer = {}
for _, id in ipairs(ids) do
  if redis.call('EXISTS', tenant_key(id)) == 1 then
    answer[#answer + 1] = tenant_document(id)
  end
end
return answer
