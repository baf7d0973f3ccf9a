-- Stores an event for hooks of a tenant, unless its server sent it before.
-- 2 server, 3 hash of the event, 4 timestamp in ms, 5 tenant, 6 internal meeting id, 7 event, 8… hooks
-- → stored and how many older events were dropped for it; repeated; or stale if it is older than what is remembered
--include shared/hooks

local now = now_ms()
if tonumber(ARGV[4]) < now - SEEN_EVENTS_MS then
  return {'stale'}
end
local seen = seen_events_key(ARGV[2])
-- What lies ahead was stored before Redis' clock was set back.
redis.call('ZREMRANGEBYSCORE', seen, '-inf', now - SEEN_EVENTS_MS)
redis.call('ZREMRANGEBYSCORE', seen, '(' .. now + SEEN_EVENTS_MS, '+inf')
if redis.call('ZADD', seen, 'NX', now, ARGV[3]) == 0 then
  return {'repeated'}
end
redis.call('ZREMRANGEBYRANK', seen, 0, -MAX_SEEN_EVENTS - 1)
redis.call('PEXPIRE', seen, SEEN_EVENTS_MS)

local tenant = ARGV[5]
local fields = {'meeting', ARGV[6], 'timestamp', ARGV[4], 'event', ARGV[7]}

-- → how many older events were dropped
local function add(hook)
  local key, dropped = hook_events_key(hook), 0
  redis.call('HSET', hook_state_key(hook), 'tenant', tenant)
  redis.call('XADD', key, '*', unpack(fields))
  local waiting = count_bytes(hook, tenant, size_of(fields))
  while waiting > MAX_HOOK_BYTES or redis.call('XLEN', key) > MAX_HOOK_EVENTS do
    local oldest = redis.call('XRANGE', key, '-', '+', 'COUNT', 1)[1]
    if not oldest then
      break
    end
    waiting = remove_entry(hook, tenant, oldest)
    dropped = dropped + 1
  end
  if dropped > 0 then
    redis.call('HINCRBY', hook_state_key(hook), 'dropped', dropped)
  end
  if redis.call('ZADD', HOOKS_DUE, 'NX', now, hook) == 1 then
    -- A user of Redis that may not publish costs a second.
    redis.pcall('PUBLISH', HOOK_CHANNEL, hook)
  end
  return dropped
end

local dropped = 0
for i = 8, #ARGV do
  dropped = dropped + add(ARGV[i])
end
return {'stored', 'dropped', tostring(dropped)}
