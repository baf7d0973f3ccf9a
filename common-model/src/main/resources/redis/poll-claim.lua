-- Takes leases on servers that are due to be polled: this poller's share of them, those that waited longest first. A poller
-- that has lost its way to the servers leaves them to the others, if there are any.
-- 2 poller, 3 ms between polls of a server, 4 ms a lease lasts, 5 ms after which a silent poller counts as gone,
-- 6 1 if the poller is isolated, 7 most servers that it takes at once
-- → id, lease, health, ms in that health of each
--include shared/confirmation

local poller, interval, life = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local isolated, now = ARGV[6] == '1', now_ms()

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
    for _, id in ipairs(redis.call('ZRANGE', POLL_LEASES, 0, -1)) do
      if redis.call('HGET', memory_of(id), 'leased_by') == poller then
        redis.call('ZREM', POLL_LEASES, id)
        redis.call('ZADD', POLLS_DUE, now, id)
      end
    end
    return {}
  end
else
  enter(POLLERS, ISOLATED_POLLERS)
end
local peers = redis.call('ZCARD', isolated and ISOLATED_POLLERS or POLLERS)

local PAGE = 50

-- Servers that nobody has polled yet; Scalelite may have added them.
local known = {}
for _, id in ipairs(redis.call('ZRANGE', POLLS_DUE, 0, -1)) do
  known[id] = true
end
for _, id in ipairs(redis.call('SMEMBERS', P .. 'servers')) do
  if not known[id] then
    redis.call('ZADD', POLLS_DUE, 0, id)
  end
end

-- What this poller alone did not reach, another one is to look at: for as long as a lease lasts.
local function is_for_others(id, health, due)
  return peers > 1 and (health == 'suspect' or health == 'offline') and now - due < life
    and redis.call('HEXISTS', unreached_key(id), poller) == 1 and not is_confirmed(id, poller)
end

local function is_leased(id)
  local ends = tonumber(redis.call('ZSCORE', POLL_LEASES, id) or 0)
  -- A time further ahead than it can have been set comes from a clock that was faster.
  return ends > now and ends <= now + life
end

-- How many more servers this poller takes for its share.
local function share()
  local count = redis.call('SCARD', P .. 'servers')
  if peers == 1 then
    return count
  end
  local held = 0
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', POLL_LEASES, '(' .. now, now + life)) do
    held = held + (redis.call('HGET', memory_of(id), 'leased_by') == poller and 1 or 0)
  end
  return math.ceil(count / peers) - held
end

local claimed, due_again, leased = {}, {}, {}

local function claim(id, due)
  if is_leased(id) then
    return false
  end
  if redis.call('SISMEMBER', P .. 'servers', id) == 0 then
    redis.call('ZREM', POLLS_DUE, id)
    redis.call('ZREM', POLL_LEASES, id)
    return false
  end
  local values = redis.call('HMGET', memory_of(id), 'health', 'health_since')
  local health = values[1] or ''
  if is_for_others(id, health, due) then
    return false
  end
  -- The rhythm is kept, unless it was lost.
  due_again[#due_again + 1] = now - due < interval and due + interval or now + interval
  due_again[#due_again + 1] = id
  leased[#leased + 1] = now + life
  leased[#leased + 1] = id
  local lease = redis.call('HINCRBY', memory_of(id), 'lease', 1)
  redis.call('HSET', memory_of(id), 'leased_by', poller)
  for _, value in ipairs({id, token_of(lease, poller), health, ms_in_health(id, values[2])}) do
    claimed[#claimed + 1] = value
  end
  return true
end

local left = tonumber(ARGV[7])

-- is_lost: they are due further ahead than an interval, since a clock was faster or the interval longer.
local function claim_between(from, to, is_lost)
  local offset, page = 0
  repeat
    page = redis.call('ZRANGEBYSCORE', POLLS_DUE, from, to, 'WITHSCORES', 'LIMIT', offset, PAGE)
    if #page > 0 and offset == 0 then
      left = math.min(left, share() - #leased / 2)
    end
    for i = 1, #page, 2 do
      if left <= 0 then
        return
      end
      left = left - (claim(page[i], is_lost and 0 or tonumber(page[i + 1])) and 1 or 0)
    end
    offset = offset + PAGE
  until #page < 2 * PAGE
end

claim_between('(' .. now + interval, '+inf', true)
claim_between('-inf', now, false)
if #leased > 0 then
  redis.call('ZADD', POLLS_DUE, unpack(due_again))
  redis.call('ZADD', POLL_LEASES, unpack(leased))
end
return claimed
