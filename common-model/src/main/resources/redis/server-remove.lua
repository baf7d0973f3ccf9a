-- Removes a server. One that has meetings is removed only by force, which forgets them in the same step.
-- 2 who removes it, 3 id, 4 force
-- → removed and the number of meetings forgotten, has_meetings and their number, or not_found
--include shared/servers
--include shared/placement
--include shared/ended

local id = ARGV[3]
if redis.call('EXISTS', P .. 'server:' .. id) == 0 and redis.call('SISMEMBER', P .. 'servers', id) == 0 then
  return {'not_found'}
end

local held = {}
for _, meeting in ipairs(redis.call('SMEMBERS', P .. 'meetings')) do
  local values = redis.call('HMGET', P .. 'meeting:' .. meeting, unpack(FIELDS))
  if values[1] == id then
    held[#held + 1] = {primary(meeting, values), values[4] or '', meeting}
  end
end
for _, member in ipairs(redis.call('SMEMBERS', P .. 'v2:meetings')) do
  local values = redis.call('HMGET', P .. 'v2:meeting:' .. member, unpack(FIELDS))
  if values[1] == id then
    local tenant, meeting = string.match(member, '^([^:]*):(.*)$')
    held[#held + 1] = {namesake(tenant, meeting, values), tenant, meeting}
  end
end
if #held > 0 and ARGV[4] ~= '1' then
  return {'has_meetings', tostring(#held)}
end

local before = settings_of(id)
for _, entry in ipairs(held) do
  forget(entry[1], entry[2], entry[3])
  note_ended(entry[1])
end
drop_shares(id)
redis.call('SREM', P .. 'servers', id)
redis.call('SREM', P .. 'server_enabled', id)
redis.call('ZREM', P .. 'server_load', id)
redis.call('ZREM', P .. 'cordoned_server_load', id)
redis.call('DEL', P .. 'server:' .. id, P .. id, P .. 'v2:reserved:' .. id, P .. 'v2:server:' .. id,
  P .. 'v2:joined:' .. id, P .. 'v2:events:' .. id, P .. 'v2:orphans:' .. id, P .. 'v2:unreached:' .. id)
forget_create_failures(id)
redis.call('HDEL', P .. 'v2:slow_start', id)
redis.call('ZREM', POLLS_DUE, id)
redis.call('ZREM', POLL_LEASES, id)
audit(ARGV[2], 'server.remove', id, before, {forgotten_meetings = tostring(#held)})
return {'removed', tostring(#held)}
