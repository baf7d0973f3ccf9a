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

local function has(name)
  return redis.call('EXISTS', P .. name) == 1
end

local function field(name, of)
  return redis.call('HGET', P .. name, of) or ''
end

local function in_set(set, member)
  return redis.call('SISMEMBER', P .. set, member) == 1
end

local function in_ranking(set, member)
  return redis.call('ZSCORE', P .. set, member) ~= false
end

local function is_recent_assignment(name)
  return is_recent(redis.call('ZSCORE', P .. 'v2:assigned', name), SKIP_MS)
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
        redis.call(command[1], P .. command[2], unpack(command, 3))
      end
    end
    audit(ACTOR, 'registry.mend', subject, {fault = kind}, {})
    redis.call('HINCRBY', P .. 'v2:tallies', 'registry_mended', 1)
  end
  for _, value in ipairs({kind, subject, owner, repaired and '1' or '0'}) do
    answer[#answer + 1] = value
  end
  return repaired
end

local function removal_from_server_sets(id)
  return {{'SREM', 'servers', id}, {'SREM', 'server_enabled', id}, {'ZREM', 'server_load', id},
    {'ZREM', 'cordoned_server_load', id}}
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
    local ids = redis.call('SMEMBERS', P .. 'servers')
    table.sort(ids)
    for _, listed in ipairs(ids) do
      local address = without_slash(string.lower(field('server:' .. listed, 'url')))
      ids_by_url[address] = ids_by_url[address] or listed
    end
  end
  local first = ids_by_url[without_slash(string.lower(url))]
  return first ~= id and first or nil
end

local compare = {}

function compare.server(id)
  local key = 'server:' .. id
  local enabled, load, cordoned = in_set('server_enabled', id), in_ranking('server_load', id), in_ranking('cordoned_server_load', id)
  if not in_set('servers', id) then
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
    fault('server-enabled-wrongly', id, '', {{'SREM', 'server_enabled', id}})
  elseif not enabled and state == 'enabled' then
    fault('server-enabled-missing', id, '', {{'SADD', 'server_enabled', id}})
  end
  if load and not (online and server_state(id) == 'enabled') then
    fault('server-load-wrong', id, '', {{'ZREM', 'server_load', id}})
  end
  if cordoned and not (online and server_state(id) == 'cordoned') then
    fault('server-cordoned-load-wrong', id, '', {{'ZREM', 'cordoned_server_load', id}})
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
    return values[1] and primary(id, values) or nil, 'meetings', id, values[4] or '', id
  end
  local member = string.match(name, '^v2:meeting:(.*)$')
  local tenant, other = string.match(member, '^([^:]*):(.*)$')
  return values[1] and tenant and namesake(tenant, other, values) or nil, 'v2:meetings', member, tenant or '', other or ''
end

-- A script reads each server once, however many meetings it has.
local servers = {}

local function is_registered(server_id)
  if servers[server_id] == nil then
    servers[server_id] = has('server:' .. server_id)
  end
  return servers[server_id]
end

local function compare_bridge_of(rec)
  local holder = field('voice_bridges', rec.voice_bridge)
  if rec.voice_bridge == '' or holder == rec.member then
    return
  end
  if field('meeting:' .. holder, 'voice_bridge') == rec.voice_bridge
    or field('v2:meeting:' .. holder, 'voice_bridge') == rec.voice_bridge then
    fault('bridge-shared', rec.name, '')
  else
    fault('bridge-unclaimed', rec.name, '', {{'HSET', 'voice_bridges', rec.voice_bridge, rec.member}})
  end
end

-- Most meetings are, so this reads no more than it has to.
local function is_sound(name)
  local values = redis.call('HMGET', P .. name, 'server_id', 'voice_bridge')
  local bridge = values[2] or ''
  return values[1] and is_registered(values[1])
    and (bridge == '' or redis.call('HGET', P .. 'voice_bridges', bridge) == string.match(name, 'meeting:(.*)$'))
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
  local assignment = {'ZREM', 'v2:assigned', name}
  if not has(name) and in_set(set, member) then
    fault(set == 'meetings' and 'meeting-listed' or 'namesake-listed', member, '',
      {{'SREM', set, member}, {'SREM', 'v2:namesakes:' .. id, tenant}, assignment})
  end
  if not has(name) and in_ranking('v2:assigned', name) then
    fault('assignment-left', name, '', {assignment})
  end
end

function compare.split(name)
  local other = field('v2:splits', name)
  if other ~= '' then
    fault('meeting-split', name, other)
  end
end

function compare.bridge(bridge)
  local holder = redis.call('HGET', P .. 'voice_bridges', bridge)
  for _, kind in ipairs({'meeting:', 'v2:meeting:'}) do
    if not holder or has(kind .. holder) or is_recent_assignment(kind .. holder) then
      return
    end
  end
  fault('bridge-leaked', bridge, '', {{'HDEL', 'voice_bridges', bridge}})
end

function compare.tenant(id)
  local key = 'tenant:' .. id
  if not in_set('tenants', id) then
    return
  end
  if not has(key) then
    fault('tenant-listed', id, '', {{'SREM', 'tenants', id}})
    return
  end
  local name = field(key, 'name')
  local holder = field('tenant_name:' .. name, 'id')
  if name == '' then
    fault('tenant-without-name', id, '')
  elseif holder ~= id and field('tenant:' .. holder, 'name') == name then
    fault('tenant-name-shared', id, '')
  elseif holder ~= id then
    fault('tenant-not-found-by-name', id, '', {{'HSET', 'tenant_name:' .. name, 'id', id}})
  end
  if not string.find(field(key, 'secrets'), '[^%s:]') then
    fault('tenant-without-secret', id, '')
  end
end

function compare.tenant_name(name)
  local id = field('tenant_name:' .. name, 'id')
  if has('tenant_name:' .. name) and (id == '' or field('tenant:' .. id, 'name') ~= name) then
    fault('tenant-name-left', name, '', {{'DEL', 'tenant_name:' .. name}})
  end
end

function compare.tenant_settings(tenant)
  local settings = redis.call('SMEMBERS', P .. 'tenant_settings:' .. tenant)
  local removal = {{'DEL', 'tenant_settings:' .. tenant}}
  local gone = not has('tenant:' .. tenant)
  for _, setting in ipairs(settings) do
    local owner = field('tenant_setting:' .. setting, 'tenant_id')
    if gone and (owner == '' or owner == tenant) then
      removal[#removal + 1] = {'DEL', 'tenant_setting:' .. setting}
    elseif not gone and not has('tenant_setting:' .. setting) then
      fault('setting-listed', setting, tenant, {{'SREM', 'tenant_settings:' .. tenant, setting}})
    end
  end
  if gone and #settings > 0 then
    fault('settings-of-missing-tenant', tenant, '', removal)
  end
end

-- A setting that is in no list.
function compare.tenant_setting(setting)
  local owner = field('tenant_setting:' .. setting, 'tenant_id')
  if owner ~= '' and not has('tenant:' .. owner) then
    fault('setting-of-missing-tenant', setting, owner, {{'DEL', 'tenant_setting:' .. setting}})
  end
end

for i = 5, #ARGV do
  compare[ARGV[3]](ARGV[i])
end
return answer
