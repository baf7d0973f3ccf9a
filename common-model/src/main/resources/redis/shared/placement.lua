-- Which server a meeting gets, and what is left of it when it goes.
--include shared/records
--include shared/usage

local function give_back(id, field)
  local key = P .. 'v2:reserved:' .. id
  local amount = redis.call('HGET', key, field)
  if amount then
    redis.call('HDEL', key, field)
    add_load(id, -tonumber(amount))
  end
end

local function forget(rec, tenant, id)
  redis.call('DEL', rec.key)
  redis.call('SREM', rec.set, rec.member)
  redis.call('ZREM', P .. 'v2:assigned', rec.name)
  if rec.voice_bridge ~= '' and redis.call('HGET', P .. 'voice_bridges', rec.voice_bridge) == rec.member then
    redis.call('HDEL', P .. 'voice_bridges', rec.voice_bridge)
  end
  redis.call('SREM', P .. 'v2:namesakes:' .. id, tenant)
  forget_users(tenant, rec.name)
  give_back(rec.server_id, 'm:' .. rec.name)
end

-- Servers on which this meeting id is taken, by whichever tenant: two meetings of one id cannot share a server.
local function taken_servers(id)
  local taken = {}
  local first = redis.call('HGET', P .. 'meeting:' .. id, 'server_id')
  if first then
    taken[first] = true
  end
  for _, tenant in ipairs(redis.call('SMEMBERS', P .. 'v2:namesakes:' .. id)) do
    local other = redis.call('HGET', P .. 'v2:meeting:' .. tenant .. ':' .. id, 'server_id')
    if other then
      taken[other] = true
    end
  end
  return taken
end

local function least_loaded(by_load, excluded, accepts, seed)
  local equals, lowest = {}, nil
  for i = 1, #by_load, 2 do
    local id, load = by_load[i], tonumber(by_load[i + 1])
    if lowest and load > lowest then
      break
    end
    if not excluded[id] then
      local s = server(id)
      if s and s.state == 'enabled' and accepts(s.tag) then
        equals[#equals + 1] = id
        lowest = load
      end
    end
  end
  if #equals == 0 then
    return nil
  end
  return equals[seed % #equals + 1]
end

-- tags: 'a;b' or ''; required: '1' if only these tags will do.
local function choose(tags, required, excluded, seed)
  local by_load = redis.call('ZRANGE', P .. 'server_load', 0, -1, 'WITHSCORES')
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

-- A server for this meeting id; or nil and why there is none. tried: servers that are no choice for other reasons.
local function choose_apart(id, tags, required, tried, seed)
  local excluded, namesakes = taken_servers(id), false
  for other in pairs(excluded) do
    namesakes = namesakes or not tried[other]
  end
  for other in pairs(tried) do
    excluded[other] = true
  end
  local chosen = choose(tags, required, excluded, seed)
  if chosen then
    return chosen
  end
  return nil, namesakes and choose(tags, required, tried, seed) and 'id_taken' or 'no_server'
end

-- A server that failed real traffic: it counts as one bad poll, and it gets no new meetings until a poll finds it
-- well. At most half of the enabled servers are set aside like this, so that one replica with a broken network
-- does not empty the pool for the others.
local function strike(id)
  if redis.call('EXISTS', P .. 'server:' .. id) == 0 then
    -- Removed while it was called: nothing may be left of it.
    return
  end
  redis.call('HINCRBY', P .. id, 'unhealthy_counter', 1)
  local available = redis.call('ZCARD', P .. 'server_load')
  if (available - 1) * 2 >= redis.call('SCARD', P .. 'server_enabled') then
    redis.call('ZREM', P .. 'server_load', id)
  end
end
