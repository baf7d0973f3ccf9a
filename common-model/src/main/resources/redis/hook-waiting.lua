-- What waits for hooks.
-- 2… hooks; none: all that have events
-- → hook, events that wait, dropped events, failed attempts in a row and the last error of each
--include shared/hooks

local hooks = #ARGV > 1 and {unpack(ARGV, 2)} or redis.call('ZRANGE', HOOKS_DUE, 0, -1)
local answer = {}
for _, hook in ipairs(hooks) do
  local state = redis.call('HMGET', hook_state_key(hook), 'dropped', 'attempts', 'error')
  for _, value in ipairs({hook, tostring(redis.call('XLEN', hook_events_key(hook))), state[1] or '0', state[2] or '0',
      state[3] or ''}) do
    answer[#answer + 1] = value
  end
end
return answer
