-- Ends the lease on a hook with events.
-- 2 hook, 3 replica, 4 ms until it is due again, 5 why an attempt failed; empty if none did, 6… delivered events
--include shared/hooks

local hook, state = ARGV[2], hook_state_key(ARGV[2])
remove_delivered(hook, 6)
if not is_owner(hook, ARGV[3]) then
  return {}
end
if ARGV[5] ~= '' then
  redis.call('HINCRBY', state, 'attempts', 1)
  redis.call('HSET', state, 'error', ARGV[5])
end
redis.call('HDEL', state, 'owner')
redis.call('ZADD', HOOKS_DUE, now_ms() + ARGV[4], hook)
return {}
