-- Notes which kinds of hooks front-ends have; a change makes those at all servers due for a check.
-- 2 kinds
if (redis.call('GET', WANTED_HOOKS) or '') ~= ARGV[2] then
  if ARGV[2] == '' then
    redis.call('DEL', WANTED_HOOKS)
  else
    redis.call('SET', WANTED_HOOKS, ARGV[2])
  end
  redis.call('DEL', HOOK_CHECKS)
end
return {}
