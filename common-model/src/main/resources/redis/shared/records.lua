-- Records of meetings and servers.
-- A record is named by its key without the prefix: meeting:ID, or v2:meeting:TENANT:ID where another tenant
-- used the same meeting id first.

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
  local at, now = tonumber(redis.call('ZSCORE', ASSIGNMENTS, name) or ''), now_ms()
  if at and at > now then
    redis.call('ZADD', ASSIGNMENTS, now, name)
    return now
  end
  return at
end

local function server_state(id)
  local state = redis.call('HGET', server_key(id), 'state')
  if state then
    return state
  end
  -- Very old data have no state, only membership.
  if redis.call('SISMEMBER', ENABLED_SERVERS, id) == 1 then
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

local function record(name, set, member, values)
  return {
    name = name, key = P .. name, set = set, member = member,
    server_id = values[1], moderator_pw = values[2] or '', voice_bridge = values[3] or ''
  }
end

local function primary(id, values)
  return record(meeting_record(id), MEETINGS, id, values)
end

local function tenant_scoped(tenant, id, values)
  return record(tenant_meeting_record(tenant .. ':' .. id), TENANT_MEETINGS, tenant .. ':' .. id, values)
end

-- The record that a meeting gets. primary_taken: whether another tenant holds meeting:ID.
local function new_record(tenant, id, primary_taken, values)
  return primary_taken and tenant_scoped(tenant, id, values) or primary(id, values)
end

local FIELDS = {'server_id', 'moderator_pw', 'voice_bridge', 'tenant_id'}

-- The record of a tenant's meeting, or nil. The second result tells whether another tenant holds meeting:ID.
local function locate(tenant, id)
  local values = redis.call('HMGET', meeting_key(id), unpack(FIELDS))
  if values[1] and (values[4] or '') == tenant then
    return primary(id, values), false
  end
  local own = redis.call('HMGET', tenant_meeting_key(tenant .. ':' .. id), unpack(FIELDS))
  if own[1] then
    return tenant_scoped(tenant, id, own), values[1] ~= false
  end
  return nil, values[1] ~= false
end

-- {url, secret, tag, online, state, weight} of a server, or nil.
local function server(id)
  local values = redis.call('HMGET', server_key(id), 'url', 'secret', 'tag', 'online', 'state',
    'load_multiplier')
  if not values[1] then
    return nil
  end
  return {url = values[1], secret = values[2] or '', tag = values[3] or '', online = values[4] or 'false',
    state = values[5] or server_state(id), weight = weight(values[6])}
end

-- The answer of a script that leads to a meeting: where it is.
local function placement(outcome, rec, s)
  return {outcome, 'server', rec.server_id, 'url', s.url, 'secret', s.secret, 'tag', s.tag, 'online', s.online,
    'state', s.state, 'moderator_pw', rec.moderator_pw, 'voice_bridge', rec.voice_bridge,
    'now', string.format('%.0f', now_ms())}
end
