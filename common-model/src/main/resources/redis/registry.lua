-- Shared by all scripts. ARGV[1] is the prefix of every key.
-- A record is named by its key without the prefix: meeting:ID, or v2:meeting:TENANT:ID where another tenant
-- used the same meeting id first.

local P = ARGV[1]
local RESERVATION_SECONDS = 86400
local JOIN_BUCKET_MS = 10

local function now_ms()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local function server_state(id)
  local state = redis.call('HGET', P .. 'server:' .. id, 'state')
  if state then
    return state
  end
  -- Very old data have no state, only membership.
  if redis.call('SISMEMBER', P .. 'server_enabled', id) == 1 then
    return 'enabled'
  end
  return 'disabled'
end

local function weight(load_multiplier)
  local value = tonumber(load_multiplier or '')
  if value == nil or value <= 0 then
    return 1
  end
  return value
end

local function text(number)
  return string.format('%.17g', number)
end

local function add_load(id, amount)
  -- XX: membership is the poller's to give.
  if not redis.call('ZADD', P .. 'server_load', 'XX', 'INCR', text(amount), id) then
    redis.call('ZADD', P .. 'cordoned_server_load', 'XX', 'INCR', text(amount), id)
  end
end

-- Load that the next poll's figure does not know yet is remembered by field.
local function reserve(id, field, amount)
  local key = P .. 'v2:reserved:' .. id
  add_load(id, amount)
  if tonumber(redis.call('HINCRBYFLOAT', key, field, text(amount))) == amount then
    -- A new field; the hash of a server that nobody polls any more goes by itself.
    redis.call('EXPIRE', key, RESERVATION_SECONDS)
  end
end

local function give_back(id, field)
  local key = P .. 'v2:reserved:' .. id
  local amount = redis.call('HGET', key, field)
  if amount then
    redis.call('HDEL', key, field)
    add_load(id, -tonumber(amount))
  end
end

local function record(name, set, member, values)
  return {
    name = name, key = P .. name, set = P .. set, member = member,
    server_id = values[1], moderator_pw = values[2] or '', voice_bridge = values[3] or ''
  }
end

local function primary(id, values)
  return record('meeting:' .. id, 'meetings', id, values)
end

local function namesake(tenant, id, values)
  return record('v2:meeting:' .. tenant .. ':' .. id, 'v2:meetings', tenant .. ':' .. id, values)
end

local FIELDS = {'server_id', 'moderator_pw', 'voice_bridge', 'tenant_id'}

-- The record of a tenant's meeting, or nil. The second result tells whether another tenant holds meeting:ID.
local function locate(tenant, id)
  local values = redis.call('HMGET', P .. 'meeting:' .. id, unpack(FIELDS))
  if values[1] and (values[4] or '') == tenant then
    return primary(id, values), false
  end
  local own = redis.call('HMGET', P .. 'v2:meeting:' .. tenant .. ':' .. id, unpack(FIELDS))
  if own[1] then
    return namesake(tenant, id, own), values[1] ~= false
  end
  return nil, values[1] ~= false
end

local function forget(rec, tenant, id)
  redis.call('DEL', rec.key)
  redis.call('SREM', rec.set, rec.member)
  redis.call('ZREM', P .. 'v2:assigned', rec.name)
  if rec.voice_bridge ~= '' and redis.call('HGET', P .. 'voice_bridges', rec.voice_bridge) == rec.member then
    redis.call('HDEL', P .. 'voice_bridges', rec.voice_bridge)
  end
  redis.call('SREM', P .. 'v2:namesakes:' .. id, tenant)
  give_back(rec.server_id, 'm:' .. rec.name)
end

-- {url, secret, tag, online, state, weight} of a server, or nil.
local function server(id)
  local values = redis.call('HMGET', P .. 'server:' .. id, 'url', 'secret', 'tag', 'online', 'state',
    'load_multiplier')
  if not values[1] then
    return nil
  end
  return {url = values[1], secret = values[2] or '', tag = values[3] or '', online = values[4] or 'false',
    state = values[5] or server_state(id), weight = weight(values[6])}
end

local function placement(outcome, rec, s)
  return {outcome, rec.server_id, s.url, s.secret, s.tag, s.online, s.state, rec.moderator_pw, rec.voice_bridge}
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

-- A server that failed real traffic: it counts as one bad poll, and it gets no new meetings until a poll finds it
-- well. At most half of the enabled servers are set aside like this, so that one replica with a broken network
-- does not empty the pool for the others.
local function strike(id)
  redis.call('HINCRBY', P .. id, 'unhealthy_counter', 1)
  local available = redis.call('ZCARD', P .. 'server_load')
  if (available - 1) * 2 >= redis.call('SCARD', P .. 'server_enabled') then
    redis.call('ZREM', P .. 'server_load', id)
  end
end

local function list(from, to)
  local values = {}
  for i = from, to do
    values[#values + 1] = ARGV[i]
  end
  return values
end

local function set_of(values)
  local set = {}
  for _, value in ipairs(values) do
    set[value] = true
  end
  return set
end

