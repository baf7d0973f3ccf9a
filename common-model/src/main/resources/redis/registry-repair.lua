-- Looks again at what somebody found wrong in the registry, and puts it right if asked to. The caller's view may be
-- old: what is sound by now is left alone, and so is a meeting that was given its server a moment ago.
-- 2 on whose order it is put right (empty: only look), then kind, subject and owner of each fault
-- → 1 for each fault that is there (and repaired, if asked to), else 0
--include shared/placement
--include shared/servers

local YOUNG_MS = 60000

local function has(name)
  return redis.call('EXISTS', P .. name) == 1
end

local function in_set(set, member)
  return redis.call('SISMEMBER', P .. set, member) == 1
end

local function blank(value)
  return not value or not string.find(value, '%S')
end

local function young(name)
  return is_recent(redis.call('ZSCORE', P .. 'v2:assigned', name), YOUNG_MS)
end

local function holds(member)
  return has('meeting:' .. member) or has('v2:meeting:' .. member)
end

-- The record of this name, or nil; its tenant and its meeting id.
local function by_name(name)
  local values = redis.call('HMGET', P .. name, unpack(FIELDS))
  local id = string.match(name, '^meeting:(.*)$')
  if id then
    return values[1] and primary(id, values) or nil, values[4] or '', id
  end
  local tenant, other = string.match(name, '^v2:meeting:([^:]*):(.*)$')
  return values[1] and namesake(tenant, other, values) or nil, tenant, other
end

-- own, free (nobody lives who has this bridge) or taken (by another meeting that has it too).
local function bridge_of(rec)
  local holder = redis.call('HGET', P .. 'voice_bridges', rec.voice_bridge)
  if holder == rec.member then
    return 'own'
  end
  for _, kind in ipairs({'meeting:', 'v2:meeting:'}) do
    if holder and redis.call('HGET', P .. kind .. holder, 'voice_bridge') == rec.voice_bridge then
      return 'taken'
    end
  end
  return 'free'
end

local function leave_sets(id)
  redis.call('SREM', P .. 'server_enabled', id)
  redis.call('ZREM', P .. 'server_load', id)
  redis.call('ZREM', P .. 'cordoned_server_load', id)
end

local function weighed_in_vain(set, state, id)
  return redis.call('ZSCORE', P .. set, id) and in_set('servers', id)
    and (server_state(id) ~= state or redis.call('HGET', P .. 'server:' .. id, 'online') ~= 'true')
end

-- own, free (no other tenant goes by it) or taken.
local function name_of(id, name)
  local holder = redis.call('HGET', P .. 'tenant_name:' .. name, 'id')
  if holder == id then
    return 'own'
  end
  return holder and redis.call('HGET', P .. 'tenant:' .. holder, 'name') == name and 'taken' or 'free'
end

local function tenant_name(id)
  return redis.call('HGET', P .. 'tenant:' .. id, 'name') or ''
end

-- Each answers how to repair the fault, true where a person has to, or nil if it is not there.
local faults = {}

faults['meeting-listed'] = function(id)
  local name = 'meeting:' .. id
  return in_set('meetings', id) and not has(name) and not young(name) and function()
    redis.call('SREM', P .. 'meetings', id)
    redis.call('ZREM', P .. 'v2:assigned', name)
  end
end

faults['namesake-listed'] = function(member)
  local name = 'v2:meeting:' .. member
  return in_set('v2:meetings', member) and not has(name) and not young(name) and function()
    local tenant, id = string.match(member, '^([^:]*):(.*)$')
    redis.call('SREM', P .. 'v2:meetings', member)
    redis.call('ZREM', P .. 'v2:assigned', name)
    if tenant then
      redis.call('SREM', P .. 'v2:namesakes:' .. id, tenant)
    end
  end
end

faults['meeting-on-missing-server'] = function(name)
  local rec, tenant, id = by_name(name)
  return rec and not has('server:' .. rec.server_id) and not young(name) and function()
    forget(rec, tenant, id)
  end
end

faults['assignment-left'] = function(name)
  return redis.call('ZSCORE', P .. 'v2:assigned', name) and not has(name) and not young(name) and function()
    redis.call('ZREM', P .. 'v2:assigned', name)
  end
end

faults['bridge-leaked'] = function(bridge)
  local holder = redis.call('HGET', P .. 'voice_bridges', bridge)
  return holder and not holds(holder) and not young('meeting:' .. holder) and not young('v2:meeting:' .. holder)
    and function()
      redis.call('HDEL', P .. 'voice_bridges', bridge)
    end
end

faults['bridge-unclaimed'] = function(name)
  local rec = by_name(name)
  return rec and rec.voice_bridge ~= '' and not young(name) and bridge_of(rec) == 'free' and function()
    redis.call('HSET', P .. 'voice_bridges', rec.voice_bridge, rec.member)
  end
end

faults['bridge-shared'] = function(name)
  local rec = by_name(name)
  return rec and rec.voice_bridge ~= '' and not young(name) and bridge_of(rec) == 'taken'
end

faults['meeting-split'] = function(name, server)
  return redis.call('HGET', P .. 'v2:splits', name) == server
end

faults['server-listed'] = function(id)
  return in_set('servers', id) and not has('server:' .. id) and function()
    redis.call('SREM', P .. 'servers', id)
    leave_sets(id)
  end
end

faults['server-unlisted'] = function(id)
  local member = in_set('server_enabled', id) or redis.call('ZSCORE', P .. 'server_load', id)
    or redis.call('ZSCORE', P .. 'cordoned_server_load', id)
  return member and not in_set('servers', id) and function()
    leave_sets(id)
  end
end

faults['server-enabled-wrongly'] = function(id)
  local state = redis.call('HGET', P .. 'server:' .. id, 'state')
  return in_set('servers', id) and in_set('server_enabled', id) and state and state ~= 'enabled' and function()
    redis.call('SREM', P .. 'server_enabled', id)
  end
end

faults['server-enabled-missing'] = function(id)
  return in_set('servers', id) and redis.call('HGET', P .. 'server:' .. id, 'state') == 'enabled'
    and not in_set('server_enabled', id) and function()
      redis.call('SADD', P .. 'server_enabled', id)
    end
end

faults['server-load-wrong'] = function(id)
  return weighed_in_vain('server_load', 'enabled', id) and function()
    redis.call('ZREM', P .. 'server_load', id)
  end
end

faults['server-cordoned-load-wrong'] = function(id)
  return weighed_in_vain('cordoned_server_load', 'cordoned', id) and function()
    redis.call('ZREM', P .. 'cordoned_server_load', id)
  end
end

faults['server-unreadable'] = function(id)
  return in_set('servers', id) and has('server:' .. id)
end

faults['server-without-secret'] = function(id)
  return in_set('servers', id) and has('server:' .. id)
    and blank(redis.call('HGET', P .. 'server:' .. id, 'secret'))
end

faults['server-twice'] = function(id, other)
  local url = redis.call('HGET', P .. 'server:' .. id, 'url')
  return url and without_slash(string.lower(url))
    == without_slash(string.lower(redis.call('HGET', P .. 'server:' .. other, 'url') or ''))
end

faults['tenant-listed'] = function(id)
  return in_set('tenants', id) and not has('tenant:' .. id) and function()
    redis.call('SREM', P .. 'tenants', id)
  end
end

faults['tenant-not-found-by-name'] = function(id)
  local name = tenant_name(id)
  return in_set('tenants', id) and name ~= '' and name_of(id, name) == 'free' and function()
    redis.call('HSET', P .. 'tenant_name:' .. name, 'id', id)
  end
end

faults['tenant-name-shared'] = function(id)
  local name = tenant_name(id)
  return in_set('tenants', id) and name ~= '' and name_of(id, name) == 'taken'
end

faults['tenant-without-name'] = function(id)
  return in_set('tenants', id) and has('tenant:' .. id) and tenant_name(id) == ''
end

faults['tenant-without-secret'] = function(id)
  local secrets = redis.call('HGET', P .. 'tenant:' .. id, 'secrets') or ''
  return in_set('tenants', id) and has('tenant:' .. id) and blank((string.gsub(secrets, ':', ' ')))
end

faults['tenant-name-left'] = function(name)
  local id = redis.call('HGET', P .. 'tenant_name:' .. name, 'id')
  return has('tenant_name:' .. name) and (not id or tenant_name(id) ~= name) and function()
    redis.call('DEL', P .. 'tenant_name:' .. name)
  end
end

faults['setting-listed'] = function(setting, tenant)
  return in_set('tenant_settings:' .. tenant, setting) and not has('tenant_setting:' .. setting) and function()
    redis.call('SREM', P .. 'tenant_settings:' .. tenant, setting)
  end
end

faults['settings-of-missing-tenant'] = function(tenant)
  return has('tenant_settings:' .. tenant) and not has('tenant:' .. tenant) and function()
    for _, setting in ipairs(redis.call('SMEMBERS', P .. 'tenant_settings:' .. tenant)) do
      local owner = redis.call('HGET', P .. 'tenant_setting:' .. setting, 'tenant_id') or tenant
      if owner == tenant then
        redis.call('DEL', P .. 'tenant_setting:' .. setting)
      end
    end
    redis.call('DEL', P .. 'tenant_settings:' .. tenant)
  end
end

faults['setting-of-missing-tenant'] = function(setting)
  local owner = redis.call('HGET', P .. 'tenant_setting:' .. setting, 'tenant_id') or ''
  return owner ~= '' and not has('tenant:' .. owner) and function()
    redis.call('DEL', P .. 'tenant_setting:' .. setting)
  end
end

local answer = {}
for i = 3, #ARGV, 3 do
  local mend = faults[ARGV[i]](ARGV[i + 1], ARGV[i + 2])
  if ARGV[2] ~= '' and type(mend) == 'function' then
    mend()
    audit(ARGV[2], 'registry.mend', ARGV[i + 1], {fault = ARGV[i]}, {})
    redis.call('HINCRBY', P .. 'v2:tallies', 'registry_mended', 1)
  end
  answer[#answer + 1] = mend and '1' or '0'
end
return answer
