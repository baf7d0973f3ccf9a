-- Servers whose creates fail, whatever polls find (docs/adr/0010). v2:create_failures has by server how many failed in
-- a row and until when, in ms, the server gets no new meetings. Only a create that works ends that.
--include shared/records
--include shared/events

-- failures in a row and the end of the pause; 0 and 0 if creates work
local function create_failures(id)
  local failures, pause_end = string.match(redis.call('HGET', CREATE_FAILURES, id) or '', '^(%d+):(%d+)$')
  return tonumber(failures or 0), tonumber(pause_end or 0)
end

-- One more failure: the pause doubles with each, from the first one's ms to those of the longest. Calls that were sent before
-- the pause began end during it, and make it no longer.
-- → how many failed in a row, or nil if the server is in a pause already
local function pause_creates(id, first, longest)
  local failures, pause_end = create_failures(id)
  local now = now_ms()
  if pause_end > now then
    return nil
  end
  local pause = math.min(tonumber(longest), tonumber(first) * 2 ^ math.min(failures, 30))
  redis.call('HSET', CREATE_FAILURES, id, string.format('%d:%.0f', failures + 1, now + pause))
  return failures + 1
end

-- The server may fail because of what it was sent, but not with so many meetings in a row.
local function is_beyond_doubt(id, meeting, most, ms)
  local key = create_doubts_key(id)
  redis.call('SADD', key, meeting)
  redis.call('PEXPIRE', key, ms)
  if redis.call('SCARD', key) < tonumber(most) then
    return false
  end
  redis.call('DEL', key)
  return true
end

local function forget_create_failures(id)
  redis.call('DEL', create_doubts_key(id))
  return redis.call('HDEL', CREATE_FAILURES, id) == 1
end

-- Servers that get no new meetings, with paused_only those of them whose pause is not over. A server whose pause is over gets
-- one meeting; choosing it is the next failure unless that one can be created.
-- → these, and whether creates have failed on any server
local function failing_servers(paused_only)
  local failing, now = {}, now_ms()
  local entries = redis.call('HGETALL', CREATE_FAILURES)
  for i = 1, #entries, 2 do
    local pause_end = tonumber(string.match(entries[i + 1], '^%d+:(%d+)$'))
    failing[entries[i]] = (not paused_only or pause_end > now) or nil
  end
  return failing, #entries > 0
end
