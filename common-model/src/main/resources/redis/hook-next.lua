-- The oldest events of a hook after those that were delivered; renews the lease. A hook without events is not due any more.
-- 2 hook, 3 replica, 4 ms of a lease, 5 most events, 6 bytes after which no further event is added, 7… delivered events
-- → lost if another replica has the hook; or held, failed attempts in a row, and id, meeting, timestamp and event of each
--include shared/hooks

local hook = ARGV[2]
-- The front-end has them, whichever replica has the hook now.
remove_delivered(hook, 7)
if not is_owner(hook, ARGV[3]) then
  return {'lost'}
end
local attempts = redis.call('HGET', hook_state_key(hook), 'attempts') or '0'
-- While a hook fails, only its oldest event is tried.
local most = attempts == '0' and ARGV[5] or 1
local answer, bytes = {'held', attempts}, 0
for _, entry in ipairs(redis.call('XRANGE', hook_events_key(hook), '-', '+', 'COUNT', most)) do
  if bytes > tonumber(ARGV[6]) then
    break
  end
  bytes = bytes + size_of(entry[2])
  answer[#answer + 1] = entry[1]
  for i = 2, 6, 2 do
    answer[#answer + 1] = entry[2][i]
  end
end
if #answer == 2 then
  redis.call('ZREM', HOOKS_DUE, hook)
  redis.call('HDEL', hook_state_key(hook), 'owner')
else
  redis.call('ZADD', HOOKS_DUE, now_ms() + ARGV[4], hook)
end
return answer
