-- Removes a hook's events, as the hook is gone.
-- 2 hook
--include shared/hooks

local hook = ARGV[2]
local state = redis.call('HMGET', hook_state_key(hook), 'tenant', 'bytes')
if state[2] then
  count_bytes(hook, state[1] or '', -tonumber(state[2]))
end
redis.call('DEL', hook_events_key(hook), hook_state_key(hook))
redis.call('ZREM', HOOKS_DUE, hook)
return {}
