-- How well a server is, as the pollers' ladder has it. Scalelite sees the same in online and unhealthy_counter.
--include shared/records
--include shared/events
--include shared/wake

-- slow_start_until: ms of Redis' clock, for a server that has come back.
local function give_health(id, health, detail, slow_start_until)
  local memory = P .. 'v2:server:' .. id
  local before = redis.call('HGET', memory, 'health')
  if before == health then
    return false
  end
  local now = now_ms()
  redis.call('HSET', memory, 'health', health, 'health_since', now)
  -- Of a server that was never seen online nothing is released.
  event(id, not before and health == 'released' and 'offline' or health, detail)
  if health == 'slow_start' then
    redis.call('HSET', P .. 'v2:slow_start', id, now .. ':' .. slow_start_until)
  else
    redis.call('HDEL', P .. 'v2:slow_start', id)
  end
  return true
end

-- A server that may not be well gets no new meetings until a poll finds it well. At most half of the enabled servers are
-- excluded from placement like this, so that one replica with a broken network does not empty the pool for all.
local function set_aside(id)
  local available = redis.call('ZCARD', P .. 'server_load')
  if (available - 1) * 2 >= redis.call('SCARD', P .. 'server_enabled') then
    redis.call('ZREM', P .. 'server_load', id)
  end
end

local function poll_at_once(id)
  redis.call('ZADD', POLLS_DUE, 0, id)
  wake_pollers(id)
end

-- A server that failed real traffic is suspect, as after a bad poll. Only polls take it further.
local function strike(id, detail)
  if redis.call('HGET', P .. 'server:' .. id, 'online') ~= 'true' then
    -- Offline already, or removed while it was called: nothing may be left of it.
    return false
  end
  redis.call('HSET', P .. 'v2:server:' .. id, 'struck_at', now_ms())
  local changed = give_health(id, 'suspect', detail)
  if changed then
    redis.call('HSET', P .. id, 'unhealthy_counter', 1)
    poll_at_once(id)
  end
  set_aside(id)
  return changed
end
