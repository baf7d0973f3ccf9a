-- Records of meetings and servers.
-- A record is named by its key without the prefix: meeting:ID, or v2:meeting:TENANT:ID where another tenant
-- used the same meeting id first.
--include shared/prefix

-- When each server is to be polled, and when the lease on it ends, in ms: sorted, so that a claim reads only the servers that are due.
local POLLS_DUE, POLL_LEASES = P .. 'v2:poll_due', P .. 'v2:poll_leases'

local RESERVATION_SECONDS = 86400
local JOIN_BUCKET_MS = 10

local clock

-- Redis' clock, which does not move for a script as a whole.
local function now_ms()
  if not clock then
    local time = redis.call('TIME')
    clock = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
  end
  return clock
end

-- Whether this was at most so many ms ago. What lies ahead was not: Redis' clock has been set back since.
local function is_recent(at, ms)
  local age = now_ms() - (tonumber(at or '') or -math.huge)
  return age >= 0 and age < ms
end

-- When a meeting was given its server, in ms, or nil. A time that lies ahead, as Redis' clock has been set back, becomes now.
local function assigned_at(name)
  local at, now = tonumber(redis.call('ZSCORE', P .. 'v2:assigned', name) or ''), now_ms()
  if at and at > now then
    redis.call('ZADD', P .. 'v2:assigned', now, name)
    return now
  end
  return at
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

-- The record that a meeting gets. primary_taken: whether another tenant holds meeting:ID.
local function new_record(tenant, id, primary_taken, values)
  return primary_taken and namesake(tenant, id, values) or primary(id, values)
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
  return {outcome, rec.server_id, s.url, s.secret, s.tag, s.online, s.state, rec.moderator_pw, rec.voice_bridge,
    string.format('%.0f', now_ms())}
end
