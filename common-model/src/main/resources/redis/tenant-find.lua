-- A tenant by its name, with its settings.
-- 2 name
-- → nothing, or id, name, secrets, then param, value, override of each setting

local id = redis.call('HGET', P .. 'tenant_name:' .. ARGV[2], 'id')
if not id then
  return {}
end
local values = redis.call('HMGET', P .. 'tenant:' .. id, 'name', 'secrets')
if not values[1] then
  return {}
end
local answer = {id, values[1], values[2] or ''}
for _, setting in ipairs(redis.call('SMEMBERS', P .. 'tenant_settings:' .. id)) do
  local fields = redis.call('HMGET', P .. 'tenant_setting:' .. setting, 'param', 'value', 'override')
  if fields[1] then
    answer[#answer + 1] = fields[1]
    answer[#answer + 1] = fields[2] or ''
    answer[#answer + 1] = fields[3] or 'false'
  end
end
return answer
