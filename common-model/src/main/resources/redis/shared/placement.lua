-- Which server a meeting gets, and what is left of it when it goes.
--include shared/created
--include shared/records
--include shared/usage
--include shared/creates

local function return_reservation(id, field)
  local key = reservations_key(id)
  local amount = redis.call('HGET', key, field)
  if amount then
    redis.call('HDEL', key, field)
    add_load(id, -tonumber(amount))
  end
end

local function forget(rec, tenant, id)
  redis.call('DEL', rec.key)
  redis.call('SREM', rec.set, rec.member)
  redis.call('ZREM', ASSIGNMENTS, rec.name)
  if rec.voice_bridge ~= '' and redis.call('HGET', VOICE_BRIDGES, rec.voice_bridge) == rec.member then
    redis.call('HDEL', VOICE_BRIDGES, rec.voice_bridge)
  end
  redis.call('SREM', meeting_tenants_key(id), tenant)
  forget_users(rec.server_id, rec.name)
  forget_created(rec)
  redis.call('SET', forgotten_key(rec.name), now_ms(), 'PX', FORGOTTEN_MS)
  return_reservation(rec.server_id, 'm:' .. rec.name)
end

-- Forgets a meeting that may still run on its server.
local function forget_with_copy(rec, tenant, id)
  note_stale_copy(rec.server_id, rec.name)
  forget(rec, tenant, id)
end

-- Servers on which this meeting id is taken, by whichever tenant: two meetings of one id cannot share a server.
local function taken_servers(id)
  local taken = {}
  local first = redis.call('HGET', meeting_key(id), 'server_id')
  if first then
    taken[first] = true
  end
  for _, tenant in ipairs(redis.call('SMEMBERS', meeting_tenants_key(id))) do
    local other = redis.call('HGET', tenant_meeting_key(tenant .. ':' .. id), 'server_id')
    if other then
      taken[other] = true
    end
  end
  return taken
end

-- Servers that are online again for a short time, and this time get nothing: the longer they are online, the more often they do.
local function starting_slowly(seed)
  local starting, now = {}, now_ms()
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

-- Each server is read once in a script, however often it is a candidate.
local enabled_tags = {}

-- The tag of a server that may get new meetings; false of any other.
local function tag_of_enabled(id)
  if enabled_tags[id] == nil then
    local values = redis.call('HMGET', server_key(id), 'url', 'tag', 'state')
    local enabled = values[1] and (values[3] or server_state(id)) == 'enabled'
    enabled_tags[id] = enabled and (values[2] or '')
  end
  return enabled_tags[id]
end

-- Of servers that are equally loaded, the first one from a random one on that will do: most of them are never read.
local function least_loaded(by_load, excluded, accepts, seed)
  local function best(passed_over)
    local first = 1
    while first <= #by_load do
      local after = first + 2
      while by_load[after + 1] == by_load[first + 1] do
        after = after + 2
      end
      local equals = (after - first) / 2
      for turn = 0, equals - 1 do
        local id = by_load[first + 2 * ((seed + turn) % equals)]
        if not excluded[id] and not passed_over[id] then
          local tag = tag_of_enabled(id)
          if tag and accepts(tag) then
            return id
          end
        end
      end
      first = after
    end
    return nil
  end
  local starting = starting_slowly(seed)
  return best(starting) or next(starting) and best({}) or nil
end

-- tags: 'a;b' or ''; required: '1' if only these tags will do.
local function choose(tags, required, excluded, seed)
  local by_load = redis.call('ZRANGE', SERVER_LOAD, 0, -1, 'WITHSCORES')
  local function untagged(tag)
    return tag == ''
  end
  if tags == '' then
    return least_loaded(by_load, excluded, untagged, seed)
  end
  local wanted = {}
  for tag in string.gmatch(tags, '[^;]+') do
    wanted[tag] = true
  end
  local chosen = least_loaded(by_load, excluded, function(tag)
    return wanted[tag] or (tag == '' and wanted['none'])
  end, seed)
  if chosen or required == '1' then
    return chosen
  end
  return least_loaded(by_load, excluded, untagged, seed)
end

-- A server for this meeting id; or nil and why there is none. tried: servers that are no choice for other reasons. failing:
-- servers that are chosen only if there is no other: a small chance is better than none.
local function choose_apart(id, tags, required, tried, seed, failing)
  local excluded, others = taken_servers(id), false
  for other in pairs(excluded) do
    others = others or not tried[other]
  end
  for other in pairs(tried) do
    excluded[other] = true
  end
  local excluded_or_failing = {}
  for _, servers in ipairs({excluded, failing}) do
    for other in pairs(servers) do
      excluded_or_failing[other] = true
    end
  end
  local chosen = choose(tags, required, excluded_or_failing, seed)
    or next(failing) and choose(tags, required, excluded, seed)
  if chosen then
    return chosen
  end
  return nil, others and choose(tags, required, tried, seed) and 'id_taken' or 'no_server'
end

local function flag(value)
  return value and '1' or '0'
end

local function name_value(answer, name, value)
  if value then
    answer[#answer + 1] = name
    answer[#answer + 1] = value
  end
end

-- The answer for a meeting that has a server. Besides the placement: created, 1 if a create of it has succeeded, or may have;
-- in_use, 1 if it was created or joined a moment ago; failing, 1 if creates fail on its server; suspect, 1 if its server is;
-- and answer, what create was answered, if that is known and its server is offline or fails.
local function existing(rec, s)
  local uncreated = never_created(rec)
  local failures, pause_end = create_failures(rec.server_id)
  local failing = failures > 0 and (uncreated or pause_end > now_ms())
  local answer = placement('existing', rec, s)
  name_value(answer, 'created', flag(not uncreated))
  name_value(answer, 'in_use', flag(is_in_use(rec)))
  name_value(answer, 'failing', flag(failing))
  name_value(answer, 'suspect', flag(redis.call('HGET', server_memory_key(rec.server_id), 'health') == 'suspect'))
  name_value(answer, 'answer', (s.online ~= 'true' or failing) and create_answer(rec) or nil)
  return answer
end
