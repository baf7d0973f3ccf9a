-- Writes what one poll of a server found. The state an operator gave the server meanwhile is respected.
-- 2 id, 3 online, 4 healthy counter, 5 unhealthy counter, 6 good or bad
-- and for a good one: 7 load, 8 meetings, 9 users, 10 largest meeting, 11 videos, 12 version (empty: not read),
-- 13 when the poll was sent in ms, 14 seconds a meeting may live, 15 ms in which a meeting is too young to be missed,
-- 16 … record of each meeting that the server reported, users in it
-- → written and the state, or not_found
--include shared/usage
--include shared/audit

local DRAINED_POLLS = 2

local id, online = ARGV[2], ARGV[3]
local key, counters = P .. 'server:' .. id, P .. id
if redis.call('EXISTS', key) == 0 then
  return {'not_found'}
end
redis.call('HSET', P .. 'v2:server:' .. id, 'polled_at', now_ms())
redis.call('HSET', key, 'online', online)
redis.call('HSET', counters, 'healthy_counter', ARGV[4], 'unhealthy_counter', ARGV[5])
local state = server_state(id)

if ARGV[6] == 'bad' then
  if online == 'false' then
    redis.call('ZREM', P .. 'server_load', id)
    redis.call('ZREM', P .. 'cordoned_server_load', id)
    redis.call('HSET', key, 'meetings', '0', 'users', '0', 'largest_meeting', '0', 'videos', '0')
  end
  return {'written', state}
end

redis.call('HSET', key, 'meetings', ARGV[8], 'users', ARGV[9], 'largest_meeting', ARGV[10], 'videos', ARGV[11])
if ARGV[12] ~= '' then
  redis.call('HSET', key, 'bbb_version', ARGV[12])
end

local sent, ttl, young = tonumber(ARGV[13]), ARGV[14], tonumber(ARGV[15])
local reported = pairs_from(16)
local joined = joined_since(id, sent)
for name, users in pairs(reported) do
  local values = redis.call('HMGET', P .. name, 'server_id', 'tenant_id')
  if values[1] == id then
    redis.call('EXPIRE', P .. name, ttl)
    note_users(values[2] or '', name, tonumber(users) + (joined[name] or 0), ttl)
  end
end

-- What was promised to the server after the poll was sent, or is not there yet, is load that it did not report.
local reserved, kept = P .. 'v2:reserved:' .. id, 0
local function still_to_come(field)
  local kind, name = string.sub(field, 1, 2), string.sub(field, 3)
  if kind == 't:' then
    return tonumber(name) * JOIN_BUCKET_MS >= sent
  end
  local assigned = tonumber(redis.call('ZSCORE', P .. 'v2:assigned', name) or '0')
  return not reported[name] and assigned >= sent - young
end
local promises = redis.call('HGETALL', reserved)
for i = 1, #promises, 2 do
  if still_to_come(promises[i]) then
    kept = kept + tonumber(promises[i + 1])
  else
    redis.call('HDEL', reserved, promises[i])
  end
end

if state == 'cordoned' and online == 'true' and ARGV[8] == '0' and kept == 0 then
  -- Without any meeting, not merely without users, in two polls in a row.
  if redis.call('HINCRBY', P .. 'v2:server:' .. id, 'empty_polls', 1) >= DRAINED_POLLS then
    state = 'disabled'
    redis.call('HSET', key, 'state', state)
    redis.call('SREM', P .. 'server_enabled', id)
    redis.call('HDEL', P .. 'v2:server:' .. id, 'empty_polls')
    audit('poller', 'server.update', id, {state = 'cordoned'}, {state = state})
  end
else
  redis.call('HDEL', P .. 'v2:server:' .. id, 'empty_polls')
end

local sets = {enabled = 'server_load', cordoned = 'cordoned_server_load'}
for of_state, set in pairs(sets) do
  if online == 'true' and state == of_state then
    redis.call('ZADD', P .. set, text(tonumber(ARGV[7]) + kept), id)
  else
    redis.call('ZREM', P .. set, id)
  end
end
return {'written', state}
