-- Which server a new meeting gets, and why.
--include shared/placement
--include shared/prediction

local function index_all()
  for _, id in ipairs(redis.call('HKEYS', CANDIDATE_CLASSES)) do
    index_server(id)
  end
  for _, id in ipairs(redis.call('ZRANGE', SERVER_LOAD, 0, -1)) do
    index_server(id)
  end
end

-- The least loaded servers of all, as id and load. Scalelite, which does not know the index, changes the loads of all servers at
-- once, so that a difference between these and the index shows it: then the index is made again.
local function least_loaded_of_all()
  local heads, ids = {}, {}
  local by_load = redis.call('ZRANGE', SERVER_LOAD, 0, EXPLAINED_CANDIDATES - 1, 'WITHSCORES')
  for i = 1, #by_load, 2 do
    heads[#heads + 1] = {id = by_load[i], load = by_load[i + 1]}
    ids[#ids + 1] = by_load[i]
  end
  local current = redis.call('HLEN', CANDIDATE_CLASSES) == redis.call('ZCARD', SERVER_LOAD)
  local classes = #ids > 0 and redis.call('HMGET', CANDIDATE_CLASSES, unpack(ids)) or {}
  for i, head in ipairs(heads) do
    local class = candidate(head.id).class
    local set = sets_of(class)[1]
    current = current and classes[i] == class and (not set or redis.call('ZSCORE', set, head.id) == head.load)
  end
  if not current then
    index_all()
  end
  return heads
end

-- What a new meeting wants of its server. tags: 'a;b' or ''; required: '1' if only these tags will do; zone: preferred, or ''.
local function wish(tags, required, zone, users)
  local wanted = {list = {}, set = {}, required = required == '1', tags = tags, zone = zone, users = users}
  for tag in string.gmatch(tags, '[^;]+') do
    wanted.list[#wanted.list + 1] = tag
    wanted.set[tag] = true
  end
  if wanted.set['none'] then
    wanted.list[#wanted.list + 1] = ''
    wanted.set[''] = true
  end
  return wanted
end

-- A server without users takes a meeting of any size: else a large one would have no server at all.
local function fits(id, users)
  local c = candidate(id)
  return not (c.max_meetings and c.held_meetings >= c.max_meetings)
    and not (c.max_users and c.held_users > 0 and c.held_users + users > c.max_users)
end

local starting

-- Servers that are online again for a short time, and this time get nothing: the longer they are online, the more often they do.
local function starting_slowly(seed)
  if starting then
    return starting
  end
  local now = now_ms()
  starting = {}
  local entries = redis.call('HGETALL', SLOW_STARTS)
  for i = 1, #entries, 2 do
    local from, to = string.match(entries[i + 1], '^(%d+):(%d+)$')
    -- A start that lies ahead is of a clock that was faster: it is over.
    local part = tonumber(from) > now and 1 or (now - tonumber(from)) / math.max(1, tonumber(to) - tonumber(from))
    -- A number between 0 and 1 that differs from server to server and from call to call.
    local chance = (seed * (2 * i + 7) + i * 389) % 1009 / 1009
    starting[entries[i]] = chance >= part or nil
  end
  return starting
end

local least_loaded

do
  -- The member of this rank among those of equal load, which begin at an offset in each set.
  local function member_of_rank(sets, offsets, equals, rank)
    for i, set in ipairs(sets) do
      if rank < equals[i] then
        return redis.call('ZRANGE', set, offsets[i] + rank, offsets[i] + rank)[1]
      end
      rank = rank - equals[i]
    end
  end

  -- The least loaded member of sets that is accepted. Of members that are equally loaded, the first one from a random one on.
  function least_loaded(sets, seed, accepts)
    local offsets = {}
    for i = 1, #sets do
      offsets[i] = 0
    end
    repeat
      local loads, least = {}, nil
      for i, set in ipairs(sets) do
        loads[i] = redis.call('ZRANGE', set, offsets[i], offsets[i], 'WITHSCORES')[2]
        if loads[i] and (not least or tonumber(loads[i]) < tonumber(least)) then
          least = loads[i]
        end
      end
      local equals, total = {}, 0
      for i, set in ipairs(sets) do
        equals[i] = least and loads[i] == least and redis.call('ZCOUNT', set, least, least) or 0
        total = total + equals[i]
      end
      for turn = 0, total - 1 do
        local id = member_of_rank(sets, offsets, equals, (seed + turn) % total)
        if accepts(id, least) then
          return id
        end
      end
      for i = 1, #sets do
        offsets[i] = offsets[i] + equals[i]
      end
    until not least
    return nil
  end
end

local choose

do
  -- Of servers with one of these tags: spare ones last, those in the preferred zone first.
  local function choose_of(tags, wanted, excluded, seed, accepts)
    local slow = starting_slowly(seed)
    for _, spare in ipairs({'0', '1'}) do
      for _, skipped in ipairs(next(slow) and {slow, {}} or {slow}) do
        for _, zone in ipairs(wanted.zone ~= '' and {wanted.zone, ANY_ZONE} or {ANY_ZONE}) do
          local sets = {}
          for i, tag in ipairs(tags) do
            sets[i] = candidates(spare, zone, tag)
          end
          local chosen = least_loaded(sets, seed, function(id, load)
            return not excluded[id] and not skipped[id] and accepts(id, load)
          end)
          if chosen then
            return chosen
          end
        end
      end
    end
    return nil
  end

  local UNTAGGED = {''}

  function choose(wanted, excluded, seed)
    local stale
    local function accepts(id, load)
      if redis.call('ZSCORE', SERVER_LOAD, id) ~= load or redis.call('HGET', CANDIDATE_CLASSES, id) ~= candidate(id).class then
        -- Scalelite has changed its load, tag or state.
        stale = id
        return false
      end
      return fits(id, wanted.users)
    end
    local chosen
    repeat
      stale = nil
      chosen = #wanted.list > 0 and choose_of(wanted.list, wanted, excluded, seed, accepts)
      if not chosen and not (wanted.required and #wanted.list > 0) then
        chosen = choose_of(UNTAGGED, wanted, excluded, seed, accepts)
      end
      if stale then
        index_server(stale)
      end
    until not stale
    return chosen or nil
  end
end

local function union(...)
  local all = {}
  for _, servers in ipairs({...}) do
    for id in pairs(servers) do
      all[id] = true
    end
  end
  return all
end

-- A server for this meeting id; or nil and why there is none. tried: servers that are no choice for other reasons. failing:
-- servers that are chosen only if there is no other: a small chance is better than none.
local function choose_apart(id, wanted, tried, seed, failing)
  local taken, others = taken_servers(id), false
  for other in pairs(taken) do
    others = others or not tried[other]
  end
  local excluded, excluded_or_failing = union(taken, tried), union(taken, tried, failing)
  local chosen = choose(wanted, excluded_or_failing, seed) or next(failing) and choose(wanted, excluded, seed)
  if chosen then
    return chosen
  end
  return nil, others and choose(wanted, tried, seed) and 'id_taken' or 'no_server'
end

-- Why a server was not chosen. f: wanted, chosen (nil: none), tried, failing
local function reason(id, f)
  local c, chosen = candidate(id), f.chosen and candidate(f.chosen)
  local function has_tag(of)
    return f.wanted.set[of.tag] or of.tag == '' and #f.wanted.list == 0
  end
  if id == f.chosen then
    return 'chosen'
  elseif f.tried[id] then
    return 'tried'
  elseif c.class == '' then
    return 'disabled'
  elseif taken[id] then
    return 'id_taken'
  elseif not has_tag(c) and (f.wanted.required or c.tag ~= '') then
    return 'tag'
  elseif not fits(id, f.wanted.users) then
    return 'limit'
  elseif not chosen then
    return 'load'
  elseif f.failing[id] ~= f.failing[f.chosen] then
    return 'creates_failing'
  elseif has_tag(c) ~= has_tag(chosen) then
    return 'tag'
  elseif c.spare ~= chosen.spare then
    return 'spare'
  elseif starting[id] ~= starting[f.chosen] then
    return 'slow_start'
  elseif f.wanted.zone ~= '' and chosen.zone == f.wanted.zone and c.zone ~= chosen.zone then
    return 'zone'
  end
  return 'load'
end

-- Records the choice for operators: of each meeting the last ones, of as many meetings as fit into a bounded memory.
local function explain(tenant, id, outcome, basis, heads, f)
  local of, compared, has_chosen = member(tenant, id), {}, false
  -- BBB takes no longer ids.
  if #of > 600 then
    return
  end
  for _, head in ipairs(heads) do
    has_chosen = has_chosen or head.id == f.chosen
  end
  if f.chosen and not has_chosen then
    heads[math.min(#heads, EXPLAINED_CANDIDATES - 1) + 1] = {id = f.chosen,
      load = redis.call('ZSCORE', SERVER_LOAD, f.chosen) or '0'}
  end
  for i, head in ipairs(heads) do
    local load = tonumber(head.load)
    compared[i] = {server = head.id, load = load, reserved = load - (candidate(head.id).polled_load or load),
      reason = reason(head.id, f)}
  end
  local unavailable = redis.call('SCARD', ENABLED_SERVERS) - redis.call('ZCARD', SERVER_LOAD)
  local key = placements_key(of)
  redis.call('LPUSH', key, cjson.encode({at = now_ms(), outcome = outcome, server = f.chosen or '', users = f.wanted.users,
    basis = basis, tags = string.sub(f.wanted.tags, 1, 200), required = f.wanted.required, zone = f.wanted.zone,
    unavailable = math.max(0, unavailable), servers = #compared > 0 and compared or nil}))
  redis.call('LTRIM', key, 0, PLACEMENTS_OF_MEETING - 1)
  redis.call('EXPIRE', key, PLACEMENT_SECONDS)
  if redis.call('ZADD', EXPLAINED_MEETINGS, now_ms(), of) == 0 then
    return
  end
  redis.call('ZREMRANGEBYSCORE', EXPLAINED_MEETINGS, '-inf', now_ms() - PLACEMENT_SECONDS * 1000)
  if redis.call('ZCARD', EXPLAINED_MEETINGS) > EXPLAINED_MEETINGS_KEPT then
    redis.call('DEL', placements_key(redis.call('ZPOPMIN', EXPLAINED_MEETINGS)[1]))
  end
end
