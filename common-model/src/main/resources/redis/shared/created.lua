-- What is known of the meetings that were created, besides their records.
--include shared/records

-- The meeting may run on a server that it does not belong to. Should that server report it when it runs elsewhere, that copy is
-- known to be the stale one.
local function note_stale_copy(server_id, name)
  local key = stale_copies_key(server_id)
  redis.call('HSET', key, name, now_ms())
  redis.call('EXPIRE', key, STALE_COPY_SECONDS)
end

-- A create is under way. Until one succeeds, or a poll lists the meeting, no front-end knows that it exists.
local function expect_create(rec, ttl)
  redis.call('SET', create_answer_key(rec.name), '0', 'EX', ttl)
end

-- The answer that a create got may be long, and joins ask this too.
local function never_created(rec)
  return redis.call('GETRANGE', create_answer_key(rec.name), 0, 1) == '0'
end

local function note_listed(name)
  local rec = {name = name}
  if never_created(rec) then
    redis.call('DEL', create_answer_key(rec.name))
  end
end

-- A meeting that was created or joined a moment ago is in use, although its server may not have reported anybody yet.
local function note_use(rec, ms)
  redis.call('SET', recent_use_key(rec.name), '1', 'PX', ms)
end

local function is_in_use(rec)
  return redis.call('EXISTS', recent_use_key(rec.name)) == 1
end

local function note_created(rec, answer)
  local time = redis.call('TIME')
  local micros = string.format('%.0f', tonumber(time[1]) * 1000000 + tonumber(time[2]))
  local left = redis.call('PTTL', rec.key)
  redis.call('SET', create_answer_key(rec.name), micros .. ' ' .. answer, 'PX', left > 0 and left or STALE_COPY_SECONDS * 1000)
end

-- Also of a meeting of the same name before it, whose record Scalelite has removed: it knows nothing of this.
local function forget_created(rec)
  redis.call('DEL', create_answer_key(rec.name), recent_use_key(rec.name))
  redis.call('HDEL', SPLITS, rec.name)
end

-- When a create last succeeded, in µs; 0 if none did.
local function created_at(rec)
  return tonumber(string.match(redis.call('GET', create_answer_key(rec.name)) or '0', '^%d+'))
end

-- Whether a create has succeeded since this time in µs. One that lies ahead was before Redis' clock was set back.
local function was_created_since(rec, micros)
  local at = created_at(rec)
  return at > micros and at < (now_ms() + 1) * 1000
end

-- What it was answered, or nil.
local function create_answer(rec)
  return string.match(redis.call('GET', create_answer_key(rec.name)) or '', '^%d+ (.*)$')
end
