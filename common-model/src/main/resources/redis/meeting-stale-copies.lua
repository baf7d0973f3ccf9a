-- Which of these meetings are copies that a server kept while they were released.
-- 2 server, 3 … tenant and id of meetings
-- → 1 or 0 for each
--include shared/records

local answer = {}
for i = 3, #ARGV, 2 do
  local rec = locate(ARGV[i], ARGV[i + 1])
  answer[#answer + 1] = rec and tostring(redis.call('HEXISTS', stale_copies_key(ARGV[2]), rec.name)) or '0'
end
return answer
