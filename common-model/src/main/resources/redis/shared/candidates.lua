-- The index of servers that may get a new meeting, so that a placement reads few servers, however many there are
-- (docs/adr/0052-index-of-candidates.md). It is derived from server_load: v2:candidate_classes has for each member its class,
-- SPARE:ZONE:TAG, or an empty one if it may get none; v2:candidates:CLASS has the members of a class by load. A server is in
-- two of these sets: of its zone, and of any zone.
--include shared/records

local ANY_ZONE = '*'

local function candidates(spare, zone, tag)
  return candidates_key(spare .. ':' .. zone .. ':' .. tag)
end

-- What a placement needs to know of a server; each is read once in a script.
local known = {}

local function candidate(id)
  if known[id] then
    return known[id]
  end
  local values = redis.call('HMGET', server_key(id), 'url', 'tag', 'state')
  local memory = redis.call('HMGET', server_memory_key(id), 'spare', 'zone', 'max_meetings', 'max_users', 'held_meetings',
    'held_users', 'polled_load')
  local c = {tag = values[2] or '', spare = memory[1] == 'true' and '1' or '0', zone = memory[2] or '',
    max_meetings = tonumber(memory[3] or ''), max_users = tonumber(memory[4] or ''),
    held_meetings = tonumber(memory[5] or 0), held_users = tonumber(memory[6] or 0), polled_load = tonumber(memory[7] or '')}
  local enabled = values[1] and (values[3] or server_state(id)) == 'enabled'
  c.class = enabled and c.spare .. ':' .. c.zone .. ':' .. c.tag or ''
  known[id] = c
  return c
end

local function sets_of(class)
  local spare, zone, tag = string.match(class or '', '^(%d):([^:]*):(.*)$')
  if not spare then
    return {}
  end
  return {candidates(spare, ANY_ZONE, tag), zone ~= '' and candidates(spare, zone, tag) or nil}
end

-- Enters a server as it is now: after a change of its load, its state, or its settings.
local function index_server(id)
  known[id] = nil
  local load, before = redis.call('ZSCORE', SERVER_LOAD, id), redis.call('HGET', CANDIDATE_CLASSES, id)
  local class = load and candidate(id).class
  if before and before ~= class then
    for _, set in ipairs(sets_of(before)) do
      redis.call('ZREM', set, id)
    end
    redis.call('HDEL', CANDIDATE_CLASSES, id)
  end
  if class then
    if before ~= class then
      redis.call('HSET', CANDIDATE_CLASSES, id, class)
    end
    for _, set in ipairs(sets_of(class)) do
      redis.call('ZADD', set, load, id)
    end
  end
end
