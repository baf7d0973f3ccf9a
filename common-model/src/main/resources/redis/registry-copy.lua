-- What operators have said of servers and tenants, at one moment. A registry without a mark gets one, unless it may have
-- been lost: nothing of an emptied Redis may ever take the place of what is kept.
-- 2 a new mark, 3 whether servers are kept elsewhere (1 or 0)
-- → nothing if there is none or it may have been lost; else the mark, the number of servers, and one JSON document for each
-- server, then for each tenant
--include shared/generation
--include shared/servers
--include shared/tenants

if generation_id() == '' then
  local has_tenants = redis.call('EXISTS', TENANTS) == 1
  if not has_servers() and (ARGV[3] == '1' or not has_tenants) then
    return {}
  end
  redis.call('SET', GENERATION_ID, ARGV[2])
end

local answer = {generation_id(), '0'}
for _, id in ipairs(redis.call('SMEMBERS', SERVERS)) do
  if redis.call('EXISTS', server_key(id)) == 1 then
    answer[#answer + 1] = cjson.encode({id = id, fields = settings_of(id)})
  end
end
answer[2] = tostring(#answer - 2)
for _, id in ipairs(redis.call('SMEMBERS', TENANTS)) do
  if redis.call('EXISTS', tenant_key(id)) == 1 then
    answer[#answer + 1] = tenant_document(id)
  end
end
return answer
