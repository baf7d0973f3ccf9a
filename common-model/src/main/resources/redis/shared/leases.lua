-- Who polls a server: one poller at a time, until its lease ends. Each lease has a number of its own, so that a poller
-- whose lease has gone to another writes nothing any more.
--include shared/records

-- Redis may have lost the last numbers, so a lease is named by its holder too.
local function token_of(lease, poller)
  return lease .. ':' .. poller
end

local function poller_of(token)
  return string.match(token, '^%d+:(.*)$') or ''
end

local function is_holder(id, token)
  local values = redis.call('HMGET', server_memory_key(id), 'lease', 'leased_by')
  return values[1] and values[2] and token_of(values[1], values[2]) == token
end

-- since: when the server got its health. One that lies ahead, as Redis' clock was set back, begins now.
local function ms_in_health(id, since)
  local now = now_ms()
  if tonumber(since or now) > now then
    redis.call('HSET', server_memory_key(id), 'health_since', now)
    return '0'
  end
  return tostring(now - tonumber(since or now))
end

-- life: ms after which a silent poller counts as gone.
local function has_other_pollers(poller, life)
  local now = now_ms()
  local own = is_recent(redis.call('ZSCORE', POLLERS, poller), life) and 1 or 0
  return redis.call('ZCOUNT', POLLERS, '(' .. now - life, now) > own
end
