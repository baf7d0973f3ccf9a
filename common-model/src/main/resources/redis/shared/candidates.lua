-- The index of servers that may get a new meeting, so that a placement reads few servers, however many there are
-- (docs/adr/0052-index-of-candidates.md). It is derived from server_load: v2:candidate_classes has for each member what a
-- placement needs to know of it, MAX_MEETINGS:MAX_USERS:POLLED_LOAD:MULTIPLIER:SPARE:ZONE:TAG, the last
-- three empty if it may get no meeting; v2:candidates:MULTIPLIER:SPARE:ZONE:TAG has the members with these by load. A server is in
-- two of these sets: of its zone, and of any zone. v2:candidate_multipliers tells how many members have each multiplier.
--include shared/records

local ANY_ZONE = '*'

local function candidates(multiplier, spare, zone, tag)
  return candidates_key(multiplier .. ':' .. spare .. ':' .. zone .. ':' .. tag)
end

-- Two digits, so that there are few of them.
local function multiplier_of(s)
  return string.format('%.2g', s and s.weight or 1)
end

local function candidate_from(text)
  local max_meetings, max_users, polled_load, multiplier, spare, zone, tag =
    string.match(text or '', '^([^:]*):([^:]*):([^:]*):([^:]*):(%d?):?([^:]*):?(.*)$')
  return {text = text, max_meetings = tonumber(max_meetings or ''), max_users = tonumber(max_users or ''),
    polled_load = tonumber(polled_load or ''), multiplier = multiplier, spare = spare ~= '' and spare or nil,
    zone = zone, tag = tag}
end

-- Each is read once in a script.
local known = {}

local function read_candidates(ids)
  for i, text in ipairs(#ids > 0 and redis.call('HMGET', CANDIDATE_CLASSES, unpack(ids)) or {}) do
    known[ids[i]] = candidate_from(text or nil)
  end
end

local function candidate(id)
  if not known[id] then
    read_candidates({id})
  end
  return known[id]
end

local function sets_of(c)
  if not c.spare then
    return {}
  end
  return {candidates(c.multiplier, c.spare, ANY_ZONE, c.tag),
    c.zone ~= '' and candidates(c.multiplier, c.spare, c.zone, c.tag) or nil}
end

local in_use

-- The multipliers of all members, the largest one first; and how many members there are.
local function multipliers_in_use()
  if not in_use then
    in_use = {members = 0}
    local counts = redis.call('HGETALL', CANDIDATE_MULTIPLIERS)
    for i = 1, #counts, 2 do
      in_use[#in_use + 1] = counts[i]
      in_use.members = in_use.members + tonumber(counts[i + 1])
    end
    table.sort(in_use, function(one, other)
      return tonumber(one) > tonumber(other)
    end)
  end
  return in_use, in_use.members
end

local index_server, index_all

do
  local function described(id)
    local s, ours = server(id), redis.call('HMGET', server_memory_key(id), 'max_meetings', 'max_users', 'polled_load', 'spare',
      'zone')
    local is_enabled = s and s.state == 'enabled'
    return table.concat({ours[1] or '', ours[2] or '', ours[3] or '', multiplier_of(s),
      is_enabled and (ours[4] == 'true' and '1' or '0') or '', is_enabled and ours[5] or '', is_enabled and s.tag or ''}, ':')
  end

  local function count(multiplier, by)
    in_use = nil
    if multiplier and redis.call('HINCRBY', CANDIDATE_MULTIPLIERS, multiplier, by) <= 0 then
      redis.call('HDEL', CANDIDATE_MULTIPLIERS, multiplier)
    end
  end

  -- Enters a server as it is now: after a change of its load, its state, or its settings.
  function index_server(id)
    known[id] = nil
    local load, before = redis.call('ZSCORE', SERVER_LOAD, id), candidate(id)
    local after = candidate_from(load and described(id) or nil)
    local sets, sets_before = sets_of(after), sets_of(before)
    if sets[1] ~= sets_before[1] or sets[2] ~= sets_before[2] then
      for _, set in ipairs(sets_before) do
        redis.call('ZREM', set, id)
      end
    end
    if after.multiplier ~= before.multiplier then
      count(before.multiplier, -1)
      count(after.multiplier, 1)
    end
    if not load then
      redis.call('HDEL', CANDIDATE_CLASSES, id)
    elseif after.text ~= before.text then
      redis.call('HSET', CANDIDATE_CLASSES, id, after.text)
    end
    for _, set in ipairs(sets) do
      redis.call('ZADD', set, load, id)
    end
    known[id] = after
  end

  function index_all()
    for _, ids in ipairs({redis.call('HKEYS', CANDIDATE_CLASSES), redis.call('ZRANGE', SERVER_LOAD, 0, -1)}) do
      for _, id in ipairs(ids) do
        index_server(id)
      end
    end
    redis.call('DEL', CANDIDATE_MULTIPLIERS)
    for _, text in ipairs(redis.call('HVALS', CANDIDATE_CLASSES)) do
      count(candidate_from(text).multiplier, 1)
    end
  end
end
