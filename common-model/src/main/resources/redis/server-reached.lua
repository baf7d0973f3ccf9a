-- An API replica tells which servers answered its calls. It is noted of those that polls have doubts about, and of no other.
-- 2 … address, ms since the answer
-- → the number of servers of which it was noted
--include shared/confirmation

local age = pairs_from(2)
local noted = 0
for _, id in ipairs(redis.call('SMEMBERS', SERVERS)) do
  if redis.call('HGET', server_memory_key(id), 'health') == 'suspect' then
    local ms = age[redis.call('HGET', server_key(id), 'url') or '']
    if ms then
      redis.call('HSET', server_memory_key(id), 'reached_at', now_ms() - tonumber(ms))
      noted = noted + 1
    end
  end
end
return {tostring(noted)}
