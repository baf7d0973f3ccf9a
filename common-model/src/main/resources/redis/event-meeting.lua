-- The meeting that an event of a server is about: one whose record names this server, or that was found before.
-- 2 server, 3 internal id, 4 meeting id (empty: unknown), 5 internal id of its parent, if it is a breakout room,
-- 6 when the meeting was created, in ms
-- → tenant and meeting id, or nothing
--include shared/hooks

local server_id, id = ARGV[2], ARGV[4]
local key = event_meeting_key(server_id .. ':' .. ARGV[3])

local function found(tenant, meeting)
  redis.call('SET', key, tenant .. ':' .. meeting, 'EX', EVENT_MEETING_SECONDS)
  return {tenant, meeting}
end

local known = redis.call('GET', key)
if known then
  return found(string.match(known, '^([^:]*):(.*)$'))
end
if id == '' then
  return {}
end

-- An event of an earlier meeting with this id may be another tenant's.
local function is_its(name)
  return tonumber(ARGV[6]) >= (assigned_at(name) or 0) - SEEN_EVENTS_MS
end

local primary_values = redis.call('HMGET', meeting_key(id), 'server_id', 'tenant_id')
if primary_values[1] == server_id and is_its(meeting_record(id)) then
  return found(primary_values[2] or '', id)
end
for _, tenant in ipairs(redis.call('SMEMBERS', meeting_tenants_key(id))) do
  local name = tenant .. ':' .. id
  if redis.call('HGET', tenant_meeting_key(name), 'server_id') == server_id and is_its(tenant_meeting_record(name)) then
    return found(tenant, id)
  end
end
local parent = ARGV[5] ~= '' and redis.call('GET', event_meeting_key(server_id .. ':' .. ARGV[5]))
return parent and found(string.match(parent, '^([^:]*):'), id) or {}
