-- Takes leases on servers that are due to be polled: this poller's share of them, those that waited longest first. A poller
-- that has lost its way to the servers leaves them to the others, if there are any.
-- 2 poller, 3 ms between polls of a server, 4 ms a lease lasts, 5 ms after which a silent poller counts as gone,
-- 6 1 if the poller is isolated, 7 most servers that it takes at once
-- → id, lease, health, ms in that health of each
--include shared/confirmation

local poller, interval, life = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local isolated, now = ARGV[6] == '1', now_ms()
local ids = redis.call('SMEMBERS', P .. 'servers')

local function enter(set, other)
  redis.call('ZREM', other, poller)
  local is_new = redis.call('ZADD', set, now, poller) == 1
  for _, pollers in ipairs({set, other}) do
    redis.call('ZREMRANGEBYSCORE', pollers, '-inf', now - tonumber(ARGV[5]))
    -- Redis' clock was set back: whoever is alive enters itself again.
    redis.call('ZREMRANGEBYSCORE', pollers, '(' .. now, '+inf')
  end
  return is_new
end

if isolated then
  if enter(ISOLATED_POLLERS, POLLERS) then
    redis.call('HINCRBY', P .. 'v2:tallies', 'poller_isolated', 1)
  end
  if redis.call('ZCARD', POLLERS) > 0 then
    for _, id in ipairs(ids) do
      if redis.call('HGET', memory_of(id), 'leased_by') == poller then
        redis.call('HSET', memory_of(id), 'lease_until', 0, 'due', now)
      end
    end
    return {}
  end
else
  enter(POLLERS, ISOLATED_POLLERS)
end
local peers = redis.call('ZCARD', isolated and ISOLATED_POLLERS or POLLERS)

-- A time further ahead than it can have been set comes from a clock that was faster, or from a longer interval.
local function is_over(at, length)
  return at <= now or at > now + length
end

-- What this poller alone did not reach, another one is to look at: for as long as a lease lasts.
local function is_for_others(id, health, due)
  return peers > 1 and (health == 'suspect' or health == 'offline') and due <= now and now - due < life
    and redis.call('HEXISTS', unreached_key(id), poller) == 1 and not is_confirmed(id, poller)
end

local share = math.ceil(#ids / peers)
local waiting = {}
for _, id in ipairs(ids) do
  local values = redis.call('HMGET', memory_of(id), 'due', 'lease_until', 'leased_by', 'health', 'health_since')
  local due, health = tonumber(values[1] or 0), values[4] or ''
  if not is_over(tonumber(values[2] or 0), life) then
    share = share - (values[3] == poller and 1 or 0)
  elseif is_over(due, interval) and not is_for_others(id, health, due) then
    waiting[#waiting + 1] = {id = id, due = due > now and 0 or due, health = health, since = values[5]}
  end
end
table.sort(waiting, function(a, b)
  return a.due < b.due
end)

local claimed = {}
for i = 1, math.min(#waiting, share, tonumber(ARGV[7])) do
  local w = waiting[i]
  -- The rhythm is kept, unless it was lost.
  local due = now - w.due < interval and w.due + interval or now + interval
  local lease = redis.call('HINCRBY', memory_of(w.id), 'lease', 1)
  redis.call('HSET', memory_of(w.id), 'due', due, 'lease_until', now + life, 'leased_by', poller)
  for _, value in ipairs({w.id, token_of(lease, poller), w.health, ms_in_health(w.id, w.since)}) do
    claimed[#claimed + 1] = value
  end
end
return claimed
