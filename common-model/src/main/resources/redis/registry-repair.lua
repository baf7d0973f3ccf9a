-- Compares subjects of one kind with the records that they belong to. On request it repairs what the records tell how to:
-- sets, loads, voice bridges, assignment times and names are indexes of the records of servers, meetings and tenants.
-- A meeting that was assigned a moment ago is skipped, because its record may not be complete yet.
-- 2 who repairs (empty: only report), 3 kind of the subjects, 4 ms in which a meeting is skipped, 5 … subjects
-- → for each fault: its kind, subject, owner, and 1 if it is repaired now, else 0
--include shared/placement
--include shared/servers

local ACTOR, SKIP_MS = ARGV[2], tonumber(ARGV[4])
local STATES = set_of({'enabled', 'cordoned', 'disabled'})
local answer = {}

local function has(key)
  return redis.call('EXISTS', key) == 1
end

local function field(key, name)
  return redis.call('HGET', key, name) or ''
end

local function in_set(set, member)
  return redis.call('SISMEMBER', set, member) == 1
end

local function in_ranking(set, member)
  return redis.call('ZSCORE', set, member) ~= false
end

local function is_recent_assignment(name)
  return is_recent(redis.call('ZSCORE', ASSIGNMENTS, name), SKIP_MS)
end

-- repair: a function, or commands with their key second; a fault without one is left to a person.
-- → whether it is repaired now
local function fault(kind, subject, owner, repair)
  local repaired = ACTOR ~= '' and repair ~= nil
  if repaired then
    if type(repair) == 'function' then
      repair()
    else
      for _, command in ipairs(repair) do
        redis.call(unpack(command))
      end
    end
    audit(ACTOR, 'registry.mend', subject, {fault = kind}, {})
    redis.call('HINCRBY', EVENT_TALLIES, 'registry_mended', 1)
  end
  for _, value in ipairs({kind, subject, owner, repaired and '1' or '0'}) do
    answer[#answer + 1] = value
  end
  return repaired
end

local function removal_from_server_sets(id)
  return {{'SREM', SERVERS, id}, {'SREM', ENABLED_SERVERS, id}, {'ZREM', SERVER_LOAD, id},
    {'ZREM', CORDONED_SERVER_LOAD, id}}
end

-- Whether a client can find the host in it.
local function is_url(text)
  local address = string.gsub(text, '^(%a[%w+.-]*://)[^/?#@]*@', '%1')
  local rest = string.match(address, '^%a[%w+.-]*://[%w.-]+(.*)$') or string.match(address, '^%a[%w+.-]*://%[[%x:.]+%](.*)$')
  return rest and string.find(rest .. '/', '^:?%d*[/?#][^%s"<>\\^`{|}]*$')
end

local ids_by_url

-- Another listed server with this URL, whose id sorts before, or nil.
local function server_before(id, url)
  if not ids_by_url then
    ids_by_url = {}
    local ids = redis.call('SMEMBERS', SERVERS)
    table.sort(ids)
    for _, listed in ipairs(ids) do
      local address = without_slash(string.lower(field(server_key(listed), 'url')))
      ids_by_url[address] = ids_by_url[address] or listed
    end
  end
  local first = ids_by_url[without_slash(string.lower(url))]
  return first ~= id and first or nil
end

local compare = {}

function compare.server(id)
  local key = server_key(id)
  local enabled, load, cordoned = in_set(ENABLED_SERVERS, id), in_ranking(SERVER_LOAD, id), in_ranking(CORDONED_SERVER_LOAD, id)
  if not in_set(SERVERS, id) then
    if enabled or load or cordoned then
      fault('server-unlisted', id, '', removal_from_server_sets(id))
    end
    return
  end
  local url, state, online = field(key, 'url'), field(key, 'state'), field(key, 'online') == 'true'
  if not has(key) then
    fault('server-listed', id, '', removal_from_server_sets(id))
  else
    if not is_url(url) or not (state == '' or STATES[state]) then
      fault('server-unreadable', id, '')
    end
    if not string.find(field(key, 'secret'), '%S') then
      fault('server-without-secret', id, '')
    end
  end
  if enabled and state ~= '' and state ~= 'enabled' then
    fault('server-enabled-wrongly', id, '', {{'SREM', ENABLED_SERVERS, id}})
  elseif not enabled and state == 'enabled' then
    fault('server-enabled-missing', id, '', {{'SADD', ENABLED_SERVERS, id}})
  end
  if load and not (online and server_state(id) == 'enabled') then
    fault('server-load-wrong', id, '', {{'ZREM', SERVER_LOAD, id}})
  end
  if cordoned and not (online and server_state(id) == 'cordoned') then
    fault('server-cordoned-load-wrong', id, '', {{'ZREM', CORDONED_SERVER_LOAD, id}})
  end
  local twin = url ~= '' and server_before(id, url)
  if twin then
    fault('server-twice', twin, id)
  end
end

-- The record of this name, or nil; its set, its member there, its tenant and its meeting id.
local function record_named(name)
  local values = redis.call('HMGET', P .. name, unpack(FIELDS))
  local id = string.match(name, '^meeting:(.*)$')
  if id then
    return values[1] and primary(id, values) or nil, MEETINGS, id, values[4] or '', id
  end
  local member = string.match(name, '^v2:meeting:(.*)$')
  local tenant, other = string.match(member, '^([^:]*):(.*)$')
  return values[1] and tenant and tenant_scoped(tenant, other, values) or nil, TENANT_MEETINGS, member, tenant or '', other or ''
end

-- A script reads each server once, however many meetings it has.
local servers = {}

local function is_registered(server_id)
  if servers[server_id] == nil then
    servers[server_id] = has(server_key(server_id))
  end
  return servers[server_id]
end

local function compare_bridge_of(rec)
  local holder = field(VOICE_BRIDGES, rec.voice_bridge)
  if rec.voice_bridge == '' or holder == rec.member then
    return
  end
  if field(meeting_key(holder), 'voice_bridge') == rec.voice_bridge
    or field(tenant_meeting_key(holder), 'voice_bridge') == rec.voice_bridge then
    fault('bridge-shared', rec.name, '')
  else
    fault('bridge-unclaimed', rec.name, '', {{'HSET', VOICE_BRIDGES, rec.voice_bridge, rec.member}})
  end
end

-- Most meetings are, so this reads no more than it has to.
local function is_sound(name)
  local values = redis.call('HMGET', P .. name, 'server_id', 'voice_bridge')
  local bridge = values[2] or ''
  return values[1] and is_registered(values[1])
    and (bridge == '' or redis.call('HGET', VOICE_BRIDGES, bridge) == string.match(name, 'meeting:(.*)$'))
end

function compare.meeting(name)
  if is_sound(name) or is_recent_assignment(name) then
    return
  end
  local rec, set, member, tenant, id = record_named(name)
  if rec then
    local forgotten = not is_registered(rec.server_id)
      and fault('meeting-on-missing-server', name, '', function() forget(rec, tenant, id) end)
    if not forgotten then
      compare_bridge_of(rec)
    end
    return
  end
  local assignment = {'ZREM', ASSIGNMENTS, name}
  if not has(P .. name) and in_set(set, member) then
    fault(set == MEETINGS and 'meeting-listed' or 'tenant-meeting-listed', member, '',
      {{'SREM', set, member}, {'SREM', meeting_tenants_key(id), tenant}, assignment})
  end
  if not has(P .. name) and in_ranking(ASSIGNMENTS, name) then
    fault('assignment-left', name, '', {assignment})
  end
end

function compare.split(name)
  local other = field(SPLITS, name)
  if other ~= '' then
    fault('meeting-split', name, other)
  end
end

function compare.bridge(bridge)
  local holder = redis.call('HGET', VOICE_BRIDGES, bridge)
  for _, name in ipairs(holder and {meeting_record(holder), tenant_meeting_record(holder)} or {}) do
    if has(P .. name) or is_recent_assignment(name) then
      return
    end
  end
  if holder then
    fault('bridge-leaked', bridge, '', {{'HDEL', VOICE_BRIDGES, bridge}})
  end
end

function compare.tenant(id)
  local key = tenant_key(id)
  if not in_set(TENANTS, id) then
    return
  end
  if not has(key) then
    fault('tenant-listed', id, '', {{'SREM', TENANTS, id}})
    return
  end
  local name = field(key, 'name')
  local holder = field(tenant_name_key(name), 'id')
  if name == '' then
    fault('tenant-without-name', id, '')
  elseif holder ~= id and field(tenant_key(holder), 'name') == name then
    fault('tenant-name-shared', id, '')
  elseif holder ~= id then
    fault('tenant-not-found-by-name', id, '', {{'HSET', tenant_name_key(name), 'id', id}})
  end
  if not string.find(field(key, 'secrets'), '[^%s:]') then
    fault('tenant-without-secret', id, '')
  end
end

function compare.tenant_name(name)
  local id = field(tenant_name_key(name), 'id')
  if has(tenant_name_key(name)) and (id == '' or field(tenant_key(id), 'name') ~= name) then
    fault('tenant-name-left', name, '', {{'DEL', tenant_name_key(name)}})
  end
end

function compare.tenant_settings(tenant)
  local settings = redis.call('SMEMBERS', tenant_settings_key(tenant))
  local removal = {{'DEL', tenant_settings_key(tenant)}}
  local gone = not has(tenant_key(tenant))
  for _, setting in ipairs(settings) do
    local owner = field(tenant_setting_key(setting), 'tenant_id')
    if gone and (owner == '' or owner == tenant) then
      removal[#removal + 1] = {'DEL', tenant_setting_key(setting)}
    elseif not gone and not has(tenant_setting_key(setting)) then
      fault('setting-listed', setting, tenant, {{'SREM', tenant_settings_key(tenant), setting}})
    end
  end
  if gone and #settings > 0 then
    fault('settings-of-missing-tenant', tenant, '', removal)
  end
end

-- A setting that is in no list.
function compare.tenant_setting(setting)
  local owner = field(tenant_setting_key(setting), 'tenant_id')
  if owner ~= '' and not has(tenant_key(owner)) then
    fault('setting-of-missing-tenant', setting, owner, {{'DEL', tenant_setting_key(setting)}})
  end
end

for i = 5, #ARGV do
  compare[ARGV[3]](ARGV[i])
end
return answer
