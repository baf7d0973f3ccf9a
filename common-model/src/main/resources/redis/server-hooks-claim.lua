-- Claims servers whose hooks of ours are due for a check. None is while no front-end has a hook and no server one of ours.
-- 2 ms between two checks of a server, 3 most servers
-- → wanted kinds, then id, state and hook ids, and of a removed server these with its URL and secret, of each
--include shared/records

local wanted = redis.call('GET', WANTED_HOOKS) or ''
if wanted == '' and redis.call('EXISTS', SERVER_HOOKS, REMOVED_HOOKS) == 0 then
  return {''}
end
if redis.call('ZCARD', HOOK_CHECKS) ~= redis.call('SCARD', SERVERS) then
  for _, id in ipairs(redis.call('SMEMBERS', SERVERS)) do
    redis.call('ZADD', HOOK_CHECKS, 'NX', 0, id)
  end
  for _, id in ipairs(redis.call('HKEYS', REMOVED_HOOKS)) do
    redis.call('ZADD', HOOK_CHECKS, 'NX', 0, id)
  end
end

local now, answer = now_ms(), {wanted}

local function claim_between(from, to)
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', HOOK_CHECKS, from, to, 'LIMIT', 0, ARGV[3] - (#answer - 1) / 3)) do
    local removed = redis.call('HGET', REMOVED_HOOKS, id)
    if redis.call('SISMEMBER', SERVERS, id) == 0 and not removed then
      redis.call('ZREM', HOOK_CHECKS, id)
    else
      redis.call('ZADD', HOOK_CHECKS, now + ARGV[2], id)
      for _, value in ipairs({id, redis.call('HGET', SERVER_HOOKS, id) or '', removed or ''}) do
        answer[#answer + 1] = value
      end
    end
  end
end

-- Those that are due further ahead than can be were claimed before Redis' clock was set back.
claim_between('(' .. now + ARGV[2], '+inf')
claim_between('-inf', now)
return answer
