-- The meeting that a PIN leads to. A wrong PIN goes into buckets, which leak their whole limit within the window; while
-- one of them is full, no PIN is checked, so that the answer tells nothing about it.
-- 2 PIN, 3 window in ms, 4 … name and limit of each bucket
-- → found, meeting id and url of its server; unreachable (its server cannot be joined); unknown;
--   throttled and the bucket that is full
--include shared/records

local pin, window = ARGV[2], tonumber(ARGV[3])
local now = now_ms()

local function level(key, limit)
  local values = redis.call('HMGET', key, 'level', 'at')
  local at = tonumber(values[2] or '0')
  -- Of a clock that was faster: how long ago that was is unknown, and a full bucket must not stay full.
  local passed = at > now and window or now - at
  return math.max(0, tonumber(values[1] or '0') - passed * limit / window)
end

local levels = {}
for i = 4, #ARGV, 2 do
  local key, limit = wrong_pins_key(ARGV[i]), tonumber(ARGV[i + 1])
  levels[key] = level(key, limit)
  if levels[key] + 1 > limit then
    return {'throttled', 'bucket', ARGV[i]}
  end
end

-- The record of the meeting that has this voice bridge. The index holds a meeting id, or tenant:id of a tenant-scoped meeting; which
-- of the two, and whether the entry is still right, is in the record. Old records may lack the voice bridge.
local function holder(bridge)
  local member = redis.call('HGET', VOICE_BRIDGES, bridge)
  if not member then
    return nil
  end
  local values = redis.call('HMGET', meeting_key(member), 'server_id', 'voice_bridge')
  if values[1] and (values[2] or '') == bridge then
    return values[1], member
  end
  local own = redis.call('HMGET', tenant_meeting_key(member), 'server_id', 'voice_bridge')
  if own[1] and own[2] == bridge then
    return own[1], string.match(member, '^[^:]*:(.*)$')
  end
  if values[1] and (values[2] or '') == '' then
    return values[1], member
  end
  return nil
end

-- A breakout room's PIN is that of its meeting and one digit more.
local server_id, meeting = holder(pin)
if not server_id then
  server_id, meeting = holder(string.sub(pin, 1, -2))
end
if not server_id then
  for key, filled in pairs(levels) do
    redis.call('HSET', key, 'level', text(filled + 1), 'at', text(now))
    redis.call('PEXPIRE', key, window)
  end
  return {'unknown'}
end

local s = server(server_id)
if s and s.online == 'true' and s.state ~= 'disabled' then
  return {'found', 'meeting', meeting, 'url', s.url}
end
return {'unreachable'}
