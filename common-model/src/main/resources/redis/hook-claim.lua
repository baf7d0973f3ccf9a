-- Claims hooks that are due, those that waited longest first: until the lease ends no other replica delivers their events.
-- 2 replica, 3 ms of a lease, 4 most hooks
-- → hook and tenant of each
--include shared/hooks

local now, claimed = now_ms(), {}

local function claim_between(from, to)
  for _, hook in ipairs(redis.call('ZRANGEBYSCORE', HOOKS_DUE, from, to, 'LIMIT', 0, ARGV[4] - #claimed / 2)) do
    redis.call('ZADD', HOOKS_DUE, now + ARGV[3], hook)
    redis.call('HSET', hook_state_key(hook), 'owner', ARGV[2])
    claimed[#claimed + 1] = hook
    claimed[#claimed + 1] = redis.call('HGET', hook_state_key(hook), 'tenant') or ''
  end
end

claim_between('(' .. now + MAX_HOOK_PAUSE_MS, '+inf')
claim_between('-inf', now)
return claimed
