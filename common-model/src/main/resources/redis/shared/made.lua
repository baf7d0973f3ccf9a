-- What is known of the meetings that creates have made, besides their records.
--include shared/records

local ORPHAN_SECONDS = 86400

-- The meeting may run on a server that it does not belong to. Should that server show it when it runs elsewhere, that copy is
-- known to be the wrong one.
local function note_orphan(server_id, name)
  local key = P .. 'v2:orphans:' .. server_id
  redis.call('HSET', key, name, now_ms())
  redis.call('EXPIRE', key, ORPHAN_SECONDS)
end

local function made_key(rec)
  return P .. 'v2:created:' .. rec.name
end

-- A create is under way. Until one succeeds, or a poll lists the meeting, nobody has been told that it exists.
local function expect_made(rec, ttl)
  redis.call('SET', made_key(rec), '0', 'EX', ttl)
end

-- The answer that a create got may be long, and joins ask this too.
local function never_made(rec)
  return redis.call('GETRANGE', made_key(rec), 0, 1) == '0'
end

local function note_listed(name)
  local rec = {name = name}
  if never_made(rec) then
    redis.call('DEL', made_key(rec))
  end
end

-- A meeting that was made or joined a moment ago is in use, although its server may not have seen anybody yet.
local function recent_key(rec)
  return P .. 'v2:recent:' .. rec.name
end

local function note_use(rec, ms)
  redis.call('SET', recent_key(rec), '1', 'PX', ms)
end

local function is_in_use(rec)
  return redis.call('EXISTS', recent_key(rec)) == 1
end

local function note_made(rec, answer)
  local time = redis.call('TIME')
  local micros = string.format('%.0f', tonumber(time[1]) * 1000000 + tonumber(time[2]))
  local left = redis.call('PTTL', rec.key)
  redis.call('SET', made_key(rec), micros .. ' ' .. answer, 'PX', left > 0 and left or ORPHAN_SECONDS * 1000)
end

-- Also of a meeting of the same name before it, whose record Scalelite has removed: it knows nothing of this.
local function forget_made(rec)
  redis.call('DEL', made_key(rec), recent_key(rec))
  redis.call('HDEL', P .. 'v2:splits', rec.name)
end

-- When a create last made the meeting, in µs; 0 if none did.
local function made_at(rec)
  return tonumber(string.match(redis.call('GET', made_key(rec)) or '0', '^%d+'))
end

-- Whether a create has made the meeting since this time in µs. One that lies ahead was before Redis' clock was set back.
local function was_made_since(rec, micros)
  local at = made_at(rec)
  return at > micros and at < (now_ms() + 1) * 1000
end

-- What it was answered, or nil.
local function made_answer(rec)
  return string.match(redis.call('GET', made_key(rec)) or '', '^%d+ (.*)$')
end
