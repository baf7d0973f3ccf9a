-- Checks again what was found wrong in the registry, and repairs it if asked to. The caller's view may be
-- old: what is right by now is left alone, and so is a meeting that was given its server a moment ago.
-- 2 on whose order it is put right (empty: only look), then kind, subject and owner of each fault
-- → 1 for each fault that is there (and repaired, if asked to), else 0
--include shared/placement
--include shared/servers

local YOUNG_MS = 60000

local function has(key)
  return redis.call('EXISTS', key) == 1
end

local function in_set(set, member)
  return redis.call('SISMEMBER', set, member) == 1
end

local function blank(value)
  return not value or not string.find(value, '%S')
end

local function young(name)
  return is_recent(redis.call('ZSCORE', ASSIGNMENTS, name), YOUNG_MS)
end

local function holds(member)
  return has(meeting_key(member)) or has(tenant_meeting_key(member))
end

-- The record of this name, or nil; its tenant and its meeting id.
local function by_name(name)
  local values = redis.call('HMGET', P .. name, unpack(FIELDS))
  local id = string.match(name, '^meeting:(.*)$')
  if id then
    return values[1] and primary(id, values) or nil, values[4] or '', id
  end
  local tenant, other = string.match(name, '^v2:meeting:([^:]*):(.*)$')
  return values[1] and tenant_scoped(tenant, other, values) or nil, tenant, other
end

-- own, free (nobody lives who has this bridge) or taken (by another meeting that has it too).
local function bridge_of(rec)
  local holder = redis.call('HGET', VOICE_BRIDGES, rec.voice_bridge)
  if holder == rec.member then
    return 'own'
  end
  for _, key in ipairs({meeting_key(holder or ''), tenant_meeting_key(holder or '')}) do
    if holder and redis.call('HGET', key, 'voice_bridge') == rec.voice_bridge then
      return 'taken'
    end
  end
  return 'free'
end

local function leave_sets(id)
  redis.call('SREM', ENABLED_SERVERS, id)
  redis.call('ZREM', SERVER_LOAD, id)
  redis.call('ZREM', CORDONED_SERVER_LOAD, id)
end

local function weighed_in_vain(set, state, id)
  return redis.call('ZSCORE', set, id) and in_set(SERVERS, id)
    and (server_state(id) ~= state or redis.call('HGET', server_key(id), 'online') ~= 'true')
end

-- own, free (no other tenant goes by it) or taken.
local function name_of(id, name)
  local holder = redis.call('HGET', tenant_name_key(name), 'id')
  if holder == id then
    return 'own'
  end
  return holder and redis.call('HGET', tenant_key(holder), 'name') == name and 'taken' or 'free'
end

local function tenant_name(id)
  return redis.call('HGET', tenant_key(id), 'name') or ''
end

-- Each answers how to repair the fault, true where a person has to, or nil if it is not there.
local faults = {}

faults['meeting-listed'] = function(id)
  local name = meeting_record(id)
  return in_set(MEETINGS, id) and not has(P .. name) and not young(name) and function()
    redis.call('SREM', MEETINGS, id)
    redis.call('ZREM', ASSIGNMENTS, name)
  end
end

faults['namesake-listed'] = function(member)
  local name = tenant_meeting_record(member)
  return in_set(TENANT_MEETINGS, member) and not has(P .. name) and not young(name) and function()
    local tenant, id = string.match(member, '^([^:]*):(.*)$')
    redis.call('SREM', TENANT_MEETINGS, member)
    redis.call('ZREM', ASSIGNMENTS, name)
    if tenant then
      redis.call('SREM', meeting_tenants_key(id), tenant)
    end
  end
end

faults['meeting-on-missing-server'] = function(name)
  local rec, tenant, id = by_name(name)
  return rec and not has(server_key(rec.server_id)) and not young(name) and function()
    forget(rec, tenant, id)
  end
end

faults['assignment-left'] = function(name)
  return redis.call('ZSCORE', ASSIGNMENTS, name) and not has(P .. name) and not young(name) and function()
    redis.call('ZREM', ASSIGNMENTS, name)
  end
end

faults['bridge-leaked'] = function(bridge)
  local holder = redis.call('HGET', VOICE_BRIDGES, bridge)
  return holder and not holds(holder) and not young(meeting_record(holder)) and not young(tenant_meeting_record(holder))
    and function()
      redis.call('HDEL', VOICE_BRIDGES, bridge)
    end
end

faults['bridge-unclaimed'] = function(name)
  local rec = by_name(name)
  return rec and rec.voice_bridge ~= '' and not young(name) and bridge_of(rec) == 'free' and function()
    redis.call('HSET', VOICE_BRIDGES, rec.voice_bridge, rec.member)
  end
end

faults['bridge-shared'] = function(name)
  local rec = by_name(name)
  return rec and rec.voice_bridge ~= '' and not young(name) and bridge_of(rec) == 'taken'
end

faults['meeting-split'] = function(name, server)
  return redis.call('HGET', SPLITS, name) == server
end

faults['server-listed'] = function(id)
  return in_set(SERVERS, id) and not has(server_key(id)) and function()
    redis.call('SREM', SERVERS, id)
    leave_sets(id)
  end
end

faults['server-unlisted'] = function(id)
  local member = in_set(ENABLED_SERVERS, id) or redis.call('ZSCORE', SERVER_LOAD, id)
    or redis.call('ZSCORE', CORDONED_SERVER_LOAD, id)
  return member and not in_set(SERVERS, id) and function()
    leave_sets(id)
  end
end

faults['server-enabled-wrongly'] = function(id)
  local state = redis.call('HGET', server_key(id), 'state')
  return in_set(SERVERS, id) and in_set(ENABLED_SERVERS, id) and state and state ~= 'enabled' and function()
    redis.call('SREM', ENABLED_SERVERS, id)
  end
end

faults['server-enabled-missing'] = function(id)
  return in_set(SERVERS, id) and redis.call('HGET', server_key(id), 'state') == 'enabled'
    and not in_set(ENABLED_SERVERS, id) and function()
      redis.call('SADD', ENABLED_SERVERS, id)
    end
end

faults['server-load-wrong'] = function(id)
  return weighed_in_vain(SERVER_LOAD, 'enabled', id) and function()
    redis.call('ZREM', SERVER_LOAD, id)
  end
end

faults['server-cordoned-load-wrong'] = function(id)
  return weighed_in_vain(CORDONED_SERVER_LOAD, 'cordoned', id) and function()
    redis.call('ZREM', CORDONED_SERVER_LOAD, id)
  end
end

faults['server-unreadable'] = function(id)
  return in_set(SERVERS, id) and has(server_key(id))
end

faults['server-without-secret'] = function(id)
  return in_set(SERVERS, id) and has(server_key(id))
    and blank(redis.call('HGET', server_key(id), 'secret'))
end

faults['server-twice'] = function(id, other)
  local url = redis.call('HGET', server_key(id), 'url')
  return url and without_slash(string.lower(url))
    == without_slash(string.lower(redis.call('HGET', server_key(other), 'url') or ''))
end

faults['tenant-listed'] = function(id)
  return in_set(TENANTS, id) and not has(tenant_key(id)) and function()
    redis.call('SREM', TENANTS, id)
  end
end

faults['tenant-not-found-by-name'] = function(id)
  local name = tenant_name(id)
  return in_set(TENANTS, id) and name ~= '' and name_of(id, name) == 'free' and function()
    redis.call('HSET', tenant_name_key(name), 'id', id)
  end
end

faults['tenant-name-shared'] = function(id)
  local name = tenant_name(id)
  return in_set(TENANTS, id) and name ~= '' and name_of(id, name) == 'taken'
end

faults['tenant-without-name'] = function(id)
  return in_set(TENANTS, id) and has(tenant_key(id)) and tenant_name(id) == ''
end

faults['tenant-without-secret'] = function(id)
  local secrets = redis.call('HGET', tenant_key(id), 'secrets') or ''
  return in_set(TENANTS, id) and has(tenant_key(id)) and blank((string.gsub(secrets, ':', ' ')))
end

faults['tenant-name-left'] = function(name)
  local id = redis.call('HGET', tenant_name_key(name), 'id')
  return has(tenant_name_key(name)) and (not id or tenant_name(id) ~= name) and function()
    redis.call('DEL', tenant_name_key(name))
  end
end

faults['setting-listed'] = function(setting, tenant)
  return in_set(tenant_settings_key(tenant), setting) and not has(tenant_setting_key(setting)) and function()
    redis.call('SREM', tenant_settings_key(tenant), setting)
  end
end

faults['settings-of-missing-tenant'] = function(tenant)
  return has(tenant_settings_key(tenant)) and not has(tenant_key(tenant)) and function()
    for _, setting in ipairs(redis.call('SMEMBERS', tenant_settings_key(tenant))) do
      local owner = redis.call('HGET', tenant_setting_key(setting), 'tenant_id') or tenant
      if owner == tenant then
        redis.call('DEL', tenant_setting_key(setting))
      end
    end
    redis.call('DEL', tenant_settings_key(tenant))
  end
end

faults['setting-of-missing-tenant'] = function(setting)
  local owner = redis.call('HGET', tenant_setting_key(setting), 'tenant_id') or ''
  return owner ~= '' and not has(tenant_key(owner)) and function()
    redis.call('DEL', tenant_setting_key(setting))
  end
end

local answer = {}
for i = 3, #ARGV, 3 do
  local mend = faults[ARGV[i]](ARGV[i + 1], ARGV[i + 2])
  if ARGV[2] ~= '' and type(mend) == 'function' then
    mend()
    audit(ARGV[2], 'registry.mend', ARGV[i + 1], {fault = ARGV[i]}, {})
    redis.call('HINCRBY', EVENT_TALLIES, 'registry_mended', 1)
  end
  answer[#answer + 1] = mend and '1' or '0'
end
return answer
