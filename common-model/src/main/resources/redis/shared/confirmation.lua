-- Whether a poll that got no answer is believed. The poller may have lost its own network, so that no server is taken offline,
-- and no meeting released, because of one poller alone where others can be asked.
--include shared/arguments
--include shared/leases

local function note_unreached(id, poller)
  redis.call('HSET', unreached_key(id), poller, now_ms())
  redis.call('PEXPIRE', unreached_key(id), UNREACHED_MS)
end

-- It has answered a poll.
local function forget_unreached(id)
  redis.call('DEL', unreached_key(id))
  redis.call('HDEL', server_memory_key(id), 'struck_at', 'reached_at')
end

local function is_unreached_by(id, wanted)
  for poller, at in pairs(hash(unreached_key(id))) do
    if is_recent(at, UNREACHED_MS) and wanted(poller) then
      return true
    end
  end
  return false
end

-- Whether another poller, or a call of an API replica, found the same since the server last answered a poll.
local function is_confirmed(id, poller)
  return is_recent(redis.call('HGET', server_memory_key(id), 'struck_at'), UNREACHED_MS)
    or is_unreached_by(id, function(other)
      return other ~= poller
    end)
end

-- Whether an API replica got an answer about when the poll got none, and no call has failed since.
local function is_reached(id, sent)
  local values = redis.call('HMGET', server_memory_key(id), 'reached_at', 'struck_at')
  local reached = tonumber(values[1] or 0)
  return reached <= now_ms() and reached > sent - REACHED_MS and reached > tonumber(values[2] or 0)
end

local function is_online(id)
  return redis.call('HGET', server_key(id), 'online') == 'true'
end

-- Whether too many of the enabled servers would be offline with this one. In a pool of one, one may be.
local function is_beyond_share(id)
  local enabled, offline = redis.call('SMEMBERS', ENABLED_SERVERS), 1
  for _, other in ipairs(enabled) do
    offline = offline + (other ~= id and not is_online(other) and 1 or 0)
  end
  return offline > math.max(1, math.floor(#enabled * MAX_OFFLINE_SHARE))
end

-- Whether released meetings could be opened on another server.
local function is_another_online(id)
  for _, other in ipairs(redis.call('SMEMBERS', ENABLED_SERVERS)) do
    if other ~= id and is_online(other) then
      return true
    end
  end
  return false
end

-- f: id, poller, wanted (the health the poll would give it), unanswered, isolated (the poller reaches few servers), sent (ms),
-- life (ms after which a silent poller counts as gone)
-- → the health that it gets; nil if it keeps what it has
local function believed_health(f)
  local was_online, was = is_online(f.id), redis.call('HGET', server_memory_key(f.id), 'health')
  local is_worse = was_online and f.wanted ~= 'suspect' or f.wanted == 'released' and was == 'offline'
  if f.unanswered then
    if not f.isolated then
      -- What an isolated poller does not reach confirms nothing.
      note_unreached(f.id, f.poller)
    end
    local confirmed = is_confirmed(f.id, f.poller)
    if f.isolated and not confirmed then
      return nil
    end
    if is_worse and not confirmed and has_other_pollers(f.poller, f.life) then
      return was_online and 'suspect' or 'offline'
    end
    if was_online and is_worse and (is_reached(f.id, f.sent) or not confirmed and is_beyond_share(f.id)) then
      return 'suspect'
    end
  end
  -- To forget the last server's meetings is of no use.
  if f.wanted == 'released' and is_worse and not is_another_online(f.id) then
    return 'offline'
  end
  return f.wanted
end
