-- Removes a server. One that has meetings is removed only by force, which forgets them in the same step.
-- 2 who removes it, 3 id, 4 force
-- → removed or has_meetings and the number of its meetings, or not_found
--include shared/servers
--include shared/placement
--include shared/ended

local id = ARGV[3]
if redis.call('EXISTS', server_key(id)) == 0 and redis.call('SISMEMBER', SERVERS, id) == 0 then
  return {'not_found'}
end

local held = {}
for _, meeting in ipairs(redis.call('SMEMBERS', MEETINGS)) do
  local values = redis.call('HMGET', meeting_key(meeting), unpack(FIELDS))
  if values[1] == id then
    held[#held + 1] = {primary(meeting, values), values[4] or '', meeting}
  end
end
for _, member in ipairs(redis.call('SMEMBERS', TENANT_MEETINGS)) do
  local values = redis.call('HMGET', tenant_meeting_key(member), unpack(FIELDS))
  if values[1] == id then
    local tenant, meeting = string.match(member, '^([^:]*):(.*)$')
    held[#held + 1] = {tenant_scoped(tenant, meeting, values), tenant, meeting}
  end
end
if #held > 0 and ARGV[4] ~= '1' then
  return {'has_meetings', 'meetings', tostring(#held)}
end

local before = settings_of(id)
local hooks, s = redis.call('HGET', SERVER_HOOKS, id), server(id)
if hooks and s then
  redis.call('HSET', REMOVED_HOOKS, id, hooks .. ' ' .. s.url .. ' ' .. s.secret)
  redis.call('HDEL', SERVER_HOOKS, id)
  redis.call('ZADD', HOOK_CHECKS, now_ms(), id)
else
  redis.call('ZREM', HOOK_CHECKS, id)
end
for _, entry in ipairs(held) do
  forget(entry[1], entry[2], entry[3])
  note_ended(entry[1])
end
drop_shares(id)
redis.call('SREM', SERVERS, id)
redis.call('SREM', ENABLED_SERVERS, id)
redis.call('ZREM', SERVER_LOAD, id)
redis.call('ZREM', CORDONED_SERVER_LOAD, id)
index_server(id)
redis.call('DEL', server_key(id), poll_counters_key(id), reservations_key(id), server_memory_key(id),
  joined_key(id), server_events_key(id), stale_copies_key(id), unreached_key(id),
  expected_users_key(id), peak_users_key(id))
forget_create_failures(id)
redis.call('HDEL', SLOW_STARTS, id)
redis.call('ZREM', POLLS_DUE, id)
redis.call('ZREM', POLL_LEASES, id)
audit(ARGV[2], 'server.remove', id, before, {forgotten_meetings = tostring(#held)})
return {'removed', 'meetings', tostring(#held)}
