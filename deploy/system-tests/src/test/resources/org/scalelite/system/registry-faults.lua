-- What is wrong with the registry, seen in one moment.
-- 1 prefix of every key, 2 1 if all servers are online and have been polled since the last change
-- → a line for each fault
local P, settled = ARGV[1], ARGV[2] == '1'
local faults = {}

local function fault(...)
  faults[#faults + 1] = table.concat({...}, ' ')
end

local function members(key)
  local set = {}
  for _, member in ipairs(redis.call('SMEMBERS', P .. key)) do
    set[member] = true
  end
  return set
end

local servers, enabled, meetings = members('servers'), members('server_enabled'), members('meetings')
local loaded, urls = {enabled = {}, cordoned = {}}, {}
for id in pairs(servers) do
  local values = redis.call('HMGET', P .. 'server:' .. id, 'url', 'state', 'online', 'secret', 'load_multiplier')
  local url, state = values[1], values[2]
  if not (url and state and values[3] and values[4] and values[5]) then
    fault('server', id, 'has half a hash')
  else
    if urls[url] then
      fault('two servers at', url)
    end
    urls[url] = true
    if (state == 'enabled') ~= (enabled[id] or false) then
      fault('server', id, 'is', state, 'but for server_enabled')
    end
    if values[3] == 'true' and loaded[state] then
      loaded[state][id] = true
    end
  end
end
for id in pairs(enabled) do
  if not servers[id] then
    fault('server_enabled holds the missing server', id)
  end
end
for state, key in pairs({enabled = 'server_load', cordoned = 'cordoned_server_load'}) do
  local there = {}
  for _, id in ipairs(redis.call('ZRANGE', P .. key, 0, -1)) do
    there[id] = true
    if not loaded[state][id] then
      fault(key, 'holds', id)
    end
  end
  for id in pairs(loaded[state]) do
    if settled and not there[id] then
      fault(key, 'lacks', id)
    end
  end
end

local bridges, used = redis.call('HGETALL', P .. 'voice_bridges'), 0
for id in pairs(meetings) do
  local values = redis.call('HMGET', P .. 'meeting:' .. id, 'server_id', 'voice_bridge')
  if not values[1] then
    fault('meeting', id, 'has no record')
  elseif not servers[values[1]] then
    fault('meeting', id, 'is on the missing server', values[1])
  elseif not values[2] or redis.call('HGET', P .. 'voice_bridges', values[2]) ~= id then
    fault('meeting', id, 'does not hold its voice bridge')
  end
  used = used + 1
end
if #bridges / 2 ~= used then
  fault(used, 'meetings have', #bridges / 2, 'voice bridges')
end

for _, key in ipairs(redis.call('KEYS', P .. '*')) do
  local name = string.sub(key, #P + 1)
  local id = string.match(name, '^server:(.*)$') or string.match(name, '^v2:reserved:(.*)$')
    or string.match(name, '^v2:server:(.*)$') or string.match(name, '^%x+%-%x+%-%x+%-%x+%-%x+$')
  if id and not servers[id] then
    fault(name, 'is left of a server that is gone')
  end
  local made = string.match(name, '^v2:created:(.*)$')
  if made and redis.call('EXISTS', P .. made) == 0 then
    fault(name, 'is left of a meeting that is gone')
  end
  local meeting = string.match(name, '^meeting:(.*)$')
  if meeting and not meetings[meeting] then
    fault(name, 'is not in meetings')
  end
end
for _, name in ipairs(redis.call('ZRANGE', P .. 'v2:assigned', 0, -1)) do
  if redis.call('EXISTS', P .. name) == 0 then
    fault('v2:assigned holds the missing', name)
  end
end
for _, name in ipairs(redis.call('HKEYS', P .. 'v2:splits')) do
  fault(name, 'is split')
end
for _, id in ipairs(settled and redis.call('SMEMBERS', P .. 'v2:awaited') or {}) do
  if servers[id] then
    fault('creates wait for server', id)
  end
end
return faults
