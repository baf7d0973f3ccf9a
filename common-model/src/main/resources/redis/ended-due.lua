-- Answers addresses whose meetings ended some time ago; those that were called meanwhile are removed.
-- 2 ms that must have passed since the end, 3 most to answer
-- → id, what is kept under it, id, …
--include shared/ended

local due = {}
local before = now_ms() - tonumber(ARGV[2])
for _, id in ipairs(redis.call('ZRANGEBYSCORE', ENDED_DUE, '-inf', before, 'LIMIT', 0, ARGV[3])) do
  local kept = redis.call('GET', ended_url_key(id))
  if kept then
    due[#due + 1] = id
    due[#due + 1] = kept
  else
    redis.call('ZREM', ENDED_DUE, id)
  end
end
return due
