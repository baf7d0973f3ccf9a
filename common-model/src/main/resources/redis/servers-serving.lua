-- The servers whose meetings can be reached: online and not disabled.
-- → id, url, secret of each
--include shared/records

local answer = {}
for _, id in ipairs(redis.call('SMEMBERS', P .. 'servers')) do
  local s = server(id)
  if s and s.online == 'true' and s.state ~= 'disabled' then
    answer[#answer + 1] = id
    answer[#answer + 1] = s.url
    answer[#answer + 1] = s.secret
  end
end
return answer
