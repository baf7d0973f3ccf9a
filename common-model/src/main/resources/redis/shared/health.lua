-- The health of a server, as the pollers' health policy has it. Scalelite sees the same in online and unhealthy_counter.
--include shared/records
--include shared/events
--include shared/notify
--include shared/candidates

-- slow_start_until: ms of Redis' clock, for a server that has come back.
local function give_health(id, health, detail, slow_start_until)
  local memory = server_memory_key(id)
  local before = redis.call('HGET', memory, 'health')
  if before == health then
    return false
  end
  local now = now_ms()
  redis.call('HSET', memory, 'health', health, 'health_since', now, 'health_reason', detail)
  -- Of a server that was never seen online nothing is released.
  event(id, not before and health == 'released' and 'offline' or health, detail)
  if health == 'slow_start' then
    redis.call('HSET', SLOW_STARTS, id, now .. ':' .. slow_start_until)
  else
    redis.call('HDEL', SLOW_STARTS, id)
  end
  return true
end

-- A server that may not be healthy gets no new meetings until a poll finds it healthy. A share of the enabled servers is never
-- excluded like this, so that one replica with a broken network does not empty the pool for all.
local function exclude_from_placement(id)
  local left = redis.call('ZCARD', SERVER_LOAD) - 1
  if left >= redis.call('SCARD', ENABLED_SERVERS) * MIN_PLACEMENT_SHARE then
    redis.call('ZREM', SERVER_LOAD, id)
    index_server(id)
  end
end

local function poll_at_once(id)
  redis.call('ZADD', POLLS_DUE, 0, id)
  notify_pollers(id)
end

-- A server that failed real traffic is suspect, as after a bad poll. Only polls take it further.
local function report_failure(id, detail)
  if redis.call('HGET', server_key(id), 'online') ~= 'true' then
    -- Offline already, or removed while it was called: then nothing may be left of it.
    return false
  end
  redis.call('HSET', server_memory_key(id), 'struck_at', now_ms())
  local changed = give_health(id, 'suspect', detail)
  if changed then
    redis.call('HSET', poll_counters_key(id), 'unhealthy_counter', 1)
    poll_at_once(id)
  end
  exclude_from_placement(id)
  return changed
end
