-- Takes leases on servers that are due to be polled: this poller's share of them, those that waited longest first.
-- 2 poller, 3 ms between polls of a server, 4 ms a lease lasts, 5 ms after which a silent poller counts as gone,
-- 6 most servers that it takes at once
-- → id, lease, health, ms in that health of each
--include shared/leases

local poller, interval, life = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local now, pollers = now_ms(), P .. 'v2:pollers'
redis.call('ZADD', pollers, now, poller)
redis.call('ZREMRANGEBYSCORE', pollers, '-inf', now - tonumber(ARGV[5]))

local ids = redis.call('SMEMBERS', P .. 'servers')
local share = math.ceil(#ids / redis.call('ZCARD', pollers))
local waiting = {}
for _, id in ipairs(ids) do
  local values = redis.call('HMGET', memory_of(id), 'due', 'lease_until', 'leased_by')
  if tonumber(values[2] or 0) > now then
    share = share - (values[3] == poller and 1 or 0)
  elseif tonumber(values[1] or 0) <= now then
    waiting[#waiting + 1] = {id = id, due = tonumber(values[1] or 0)}
  end
end
table.sort(waiting, function(a, b)
  return a.due < b.due
end)

local claimed = {}
for i = 1, math.min(#waiting, share, tonumber(ARGV[6])) do
  local w = waiting[i]
  -- The rhythm is kept, unless it was lost.
  local due = now - w.due < interval and w.due + interval or now + interval
  local health = redis.call('HMGET', memory_of(w.id), 'health', 'health_since')
  local lease = redis.call('HINCRBY', memory_of(w.id), 'lease', 1)
  redis.call('HSET', memory_of(w.id), 'due', due, 'lease_until', now + life, 'leased_by', poller)
  for _, value in ipairs({w.id, token_of(lease, poller), health[1] or '', tostring(now - tonumber(health[2] or now))}) do
    claimed[#claimed + 1] = value
  end
end
return claimed
