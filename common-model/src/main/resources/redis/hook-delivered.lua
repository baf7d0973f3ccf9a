-- Removes an event that the front-end has taken.
-- 2 hook, 3 id of the event
--include shared/hooks

local hook = ARGV[2]
local entry = redis.call('XRANGE', hook_events_key(hook), ARGV[3], ARGV[3])[1]
if entry then
  remove_entry(hook, redis.call('HGET', hook_state_key(hook), 'tenant') or '', entry)
end
redis.call('HDEL', hook_state_key(hook), 'attempts', 'error')
return {}
