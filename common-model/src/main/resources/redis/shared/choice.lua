-- Which server a new meeting gets, and why.
--include shared/placement
--include shared/prediction

-- The least loaded servers of all; and by set, its least loaded members with their loads, as far as they are read already.
local pool_heads, first_members = {}, {}

-- The least loaded servers of all, as id and load; members: how many servers have a load. Scalelite, which does not know the
-- index, changes the loads of all servers at once, so that a difference between these and the index shows it: then the index is
-- made again.
local function least_loaded_of_all()
  local heads, ids, heads_of_set = {}, {}, {}
  local by_load = redis.call('ZRANGE', SERVER_LOAD, 0, EXPLAINED_CANDIDATES - 1, 'WITHSCORES')
  for i = 1, #by_load, 2 do
    heads[#heads + 1] = {id = by_load[i], load = by_load[i + 1]}
    ids[#ids + 1] = by_load[i]
  end
  read_candidates(ids)
  local _, members = multipliers_in_use()
  heads.members = redis.call('ZCARD', SERVER_LOAD)
  local current = members == heads.members
  for _, head in ipairs(heads) do
    local c = candidate(head.id)
    local set = sets_of(c)[1]
    current = current and c.text
    if set then
      heads_of_set[set] = heads_of_set[set] or {}
      table.insert(heads_of_set[set], head.id)
      table.insert(heads_of_set[set], head.load)
    end
  end
  for set, first in pairs(heads_of_set) do
    local found = current and redis.call('ZRANGE', set, 0, #first / 2 - 1, 'WITHSCORES') or {}
    current = current and table.concat(found, ' ') == table.concat(first, ' ')
    first_members[set] = found
  end
  if not current then
    first_members = {}
    index_all()
  end
  pool_heads = heads
  return heads
end

-- A meeting of unknown size may get so many times the users that are expected.
local UNKNOWN_GROWTH = 3

-- What a new meeting wants of its server. tags: 'a;b' or ''; required: '1' if only these tags will do; zone: preferred, or ''.
local function wish(tags, required, zone, users, basis, size)
  local wanted = {list = {}, set = {}, required = required == '1', tags = tags, zone = zone, users = users,
    load = users * size.user_load + size.meeting_load, is_known = basis ~= 'minimum' and basis ~= 'average'}
  wanted.most_load = wanted.is_known and wanted.load or wanted.load * UNKNOWN_GROWTH
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
  if not has_limit(c) then
    return true
  end
  local held = redis.call('HMGET', server_memory_key(id), 'held_meetings', 'held_users')
  local held_meetings, held_users = tonumber(held[1] or 0), tonumber(held[2] or 0)
  return not (c.max_meetings and held_meetings >= c.max_meetings)
    and not (c.max_users and held_users > 0 and held_users + users > c.max_users)
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

local first_of

do
  -- The member of this rank among those of equal cost, which begin at an offset in each set; and its load.
  local function member_of_rank(command, sets, equals, rank)
    for i, set in ipairs(sets) do
      if equals[i] == 1 and rank == 0 then
        return set.member, set.load
      elseif rank < equals[i] then
        return redis.call(command, set.key, set.offset + rank, set.offset + rank)[1], set.load
      end
      rank = rank - equals[i]
    end
  end

  -- The accepted member of the least cost, of sets whose members are in the order of their costs, from an offset on. Of members
  -- of equal cost, the first one from a random one on.
  function first_of(command, sets, cost, seed, accepts)
    repeat
      local costs, least = {}, nil
      for i, set in ipairs(sets) do
        local head = set.head or redis.call(command, set.key, set.offset, set.offset, 'WITHSCORES')
        set.member, set.load, set.head = head[1], head[2], nil
        costs[i] = set.load and cost(tonumber(set.load), set.multiplier)
        if costs[i] and (not least or costs[i] < least) then
          least = costs[i]
        end
      end
      local equals, total = {}, 0
      for i, set in ipairs(sets) do
        equals[i] = least and costs[i] == least and redis.call('ZCOUNT', set.key, set.load, set.load) or 0
        total = total + equals[i]
      end
      for turn = 0, total - 1 do
        local id, load = member_of_rank(command, sets, equals, (seed + turn) % total)
        if accepts(id, load) then
          return id
        end
      end
      for i, set in ipairs(sets) do
        set.offset = set.offset + equals[i]
      end
    until not least
    return nil
  end
end

local choose

do
  -- Servers are filled up to so many times the least load before a meeting of known size goes to the one that is best for it.
  local LEVEL = 1.4

  -- The weakest, and of equally weak ones the fullest, server that stays within the load of the fullest one and near the least
  -- load: so stronger and emptier ones have room for larger meetings.
  local function tightest(sets, wanted, seed, accepts)
    local least, most = math.huge, -math.huge
    for _, set in ipairs(sets) do
      least = math.min(least, tonumber(set.first[2]))
    end
    if #sets == 0 or LEVEL * least - wanted.load * sets[#sets].multiplier < least then
      return nil
    end
    for _, set in ipairs(sets) do
      most = math.max(most, tonumber(redis.call('ZREVRANGE', set.key, 0, 0, 'WITHSCORES')[2]))
    end
    local limit, i = math.min(most, LEVEL * least), 1
    while sets[i] do
      local equally_weak, multiplier = {}, sets[i].multiplier
      local bound = limit - wanted.load * multiplier
      while sets[i] and sets[i].multiplier == multiplier do
        if bound >= least then
          sets[i].offset = redis.call('ZCOUNT', sets[i].key, '(' .. text(bound), '+inf')
          equally_weak[#equally_weak + 1] = sets[i]
        end
        i = i + 1
      end
      local chosen = first_of('ZREVRANGE', equally_weak, function(load)
        return -load
      end, seed, accepts)
      if chosen then
        return chosen
      end
    end
    return nil
  end

  -- The server that has the least load with the meeting.
  local function least_loaded(sets, wanted, seed, accepts)
    for _, set in ipairs(sets) do
      set.offset, set.head = 0, set.first
    end
    return first_of('ZRANGE', sets, function(load, multiplier)
      return load + wanted.most_load * multiplier
    end, seed, accepts)
  end

  -- Those that have members, with their least loaded one; weak servers first.
  local function sets_with(spare, zone, tags)
    local sets = {}
    for _, multiplier in ipairs(multipliers_in_use()) do
      for _, tag in ipairs(tags) do
        local key = candidates(multiplier, spare, zone, tag)
        local first = first_members[key] or redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
        if first[1] then
          sets[#sets + 1] = {key = key, multiplier = tonumber(multiplier), first = first}
        end
      end
    end
    return sets
  end

  -- Of servers with one of these tags: spare ones last, those in the preferred zone first.
  local function choose_of(tags, wanted, excluded, seed, accepts)
    local slow = starting_slowly(seed)
    for _, spare in ipairs({'0', '1'}) do
      for _, skipped in ipairs(next(slow) and {slow, {}} or {slow}) do
        for _, zone in ipairs(wanted.zone ~= '' and {wanted.zone, ANY_ZONE} or {ANY_ZONE}) do
          local sets = sets_with(spare, zone, tags)
          local function suits(id, load)
            return not excluded[id] and not skipped[id] and accepts(id, load)
          end
          local tight = wanted.is_known and tightest(sets, wanted, seed, suits) or nil
          local chosen = tight or least_loaded(sets, wanted, seed, suits)
          if chosen then
            wanted.is_tight = chosen == tight
            return chosen
          end
        end
      end
    end
    return nil
  end

  local UNTAGGED = {''}

  -- Whether Scalelite has changed the tag, multiplier or state of a server.
  local function is_changed(id)
    local c, s = candidate(id), server(id)
    c.server = s
    local is_enabled = s ~= nil and s.state == 'enabled'
    return is_enabled ~= (c.spare ~= nil) or is_enabled and (s.tag ~= c.tag or multiplier_of(s) ~= c.multiplier)
  end

  function choose(wanted, excluded, seed)
    local stale
    -- Each server is entered again once at most, so that no script runs without an end.
    local entered = {}
    local function accepts(id, load)
      if redis.call('ZSCORE', SERVER_LOAD, id) ~= load or is_changed(id) then
        stale = id
        return false
      end
      return fits(id, wanted.users)
    end
    local chosen
    repeat
      stale = nil
      chosen = #wanted.list > 0 and choose_of(wanted.list, wanted, excluded, seed, accepts)
      local has_tag = chosen or #wanted.list == 0
      if not chosen and not (wanted.required and #wanted.list > 0) then
        chosen = choose_of(UNTAGGED, wanted, excluded, seed, accepts)
      end
      -- Before there is none, or none with the tag: Scalelite may have changed one.
      for _, head in ipairs(chosen and has_tag and {} or pool_heads) do
        stale = is_changed(head.id) and head.id or stale
      end
      first_members = {}
      stale = not entered[stale or ''] and stale or nil
      if stale then
        entered[stale] = true
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
  elseif not c.spare then
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
  return f.wanted.is_tight and 'size' or 'load'
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
    local polled_load = candidate(head.id).polled_load
    local reserved = polled_load and text(tonumber(head.load) - polled_load) or '0'
    compared[i] = table.concat({head.load, reserved, reason(head.id, f), head.id}, ' ')
  end
  local unavailable = redis.call('SCARD', ENABLED_SERVERS) - heads.members
  local key = placements_key(of)
  local kept = redis.call('LPUSH', key, cjson.encode({at = now_ms(), outcome = outcome, server = f.chosen or '',
    users = f.wanted.users, basis = basis, tags = string.sub(f.wanted.tags, 1, 200), required = f.wanted.required,
    zone = f.wanted.zone, unavailable = math.max(0, unavailable), servers = #compared > 0 and compared or nil}))
  if kept > PLACEMENTS_OF_MEETING then
    redis.call('LTRIM', key, 0, PLACEMENTS_OF_MEETING - 1)
  end
  redis.call('EXPIRE', key, PLACEMENT_SECONDS)
  if redis.call('ZADD', EXPLAINED_MEETINGS, now_ms(), of) == 1
    and redis.call('ZCARD', EXPLAINED_MEETINGS) > EXPLAINED_MEETINGS_KEPT then
    redis.call('DEL', placements_key(redis.call('ZPOPMIN', EXPLAINED_MEETINGS)[1]))
  end
end
