-- Writes what one poll of a server found. The state an operator gave the server meanwhile is respected.
-- 2 id, 3 lease, 4 online, 5 healthy counter, 6 unhealthy counter, 7 health, 8 why, 9 good or bad
-- and for a bad one: 10 1 if there was no answer, 11 1 if the poller is isolated, 12 when the poll was sent in ms,
-- 13 ms after which a silent poller counts as gone
-- and for a good one: 10 load, 11 meetings, 12 users, 13 largest meeting, 14 videos, 15 version (empty: not read),
-- 16 when the poll was sent in ms, 17 seconds a meeting may live, 18 ms in which a meeting is too young to be missed,
-- 19 ms a slow start takes, 20 … of each meeting: tenant, id, users, 1 if it may be adopted, voice bridge,
-- moderator password, ms when it was created
-- → written, the state and changed or same for the health, then adopted or elsewhere, tenant, id, server of meetings
-- that the registry did not have here; or not_found; or stale if the lease is another's; or withheld, the health it has
-- instead (empty: none) and changed or same, if the failure needs a confirmation
--include shared/adoption
--include shared/health
--include shared/confirmation
--include shared/creates
--include shared/audit
--include shared/await-others

local DRAINED_POLLS = 2
local PER_MEETING = 7

local id, online, health = ARGV[2], ARGV[4], ARGV[7]
local key, memory = P .. 'server:' .. id, memory_of(ARGV[2])
if redis.call('EXISTS', key) == 0 then
  return {'not_found'}
end
if not is_holder(id, ARGV[3]) then
  return {'stale'}
end
redis.call('HSET', memory, 'polled_at', now_ms())
redis.call('SREM', AWAITED, id)
local state = server_state(id)

if ARGV[9] == 'bad' then
  local believed = believed_health({id = id, poller = poller_of(ARGV[3]), wanted = health, unanswered = ARGV[10] == '1',
    isolated = ARGV[11] == '1', sent = tonumber(ARGV[12]), life = tonumber(ARGV[13])})
  if not believed then
    return {'withheld', redis.call('HGET', memory, 'health') or '', 'same'}
  end
  local bad_polls = ARGV[6]
  if believed ~= health then
    online = believed == 'suspect' and 'true' or 'false'
    -- As many as before: what nobody confirms does not count.
    local before = tonumber(redis.call('HGET', P .. id, 'unhealthy_counter') or 0)
    bad_polls = believed == 'suspect' and math.max(1, before) or 0
  end
  redis.call('HSET', key, 'online', online)
  redis.call('HSET', P .. id, 'healthy_counter', ARGV[5], 'unhealthy_counter', bad_polls)
  local changed = give_health(id, believed, ARGV[8]) and 'changed' or 'same'
  if online == 'false' then
    redis.call('ZREM', P .. 'server_load', id)
    redis.call('ZREM', P .. 'cordoned_server_load', id)
    redis.call('HSET', key, 'meetings', '0', 'users', '0', 'largest_meeting', '0', 'videos', '0')
    -- That it was unreachable explains why creates failed.
    forget_create_failures(id)
    replace_all_shares(id, {}, {})
  else
    set_aside(id)
  end
  return believed == health and {'written', state, changed} or {'withheld', believed, changed}
end

forget_unreached(id)
redis.call('HSET', key, 'online', online)
redis.call('HSET', P .. id, 'healthy_counter', ARGV[5], 'unhealthy_counter', ARGV[6])
local changed = give_health(id, health, ARGV[8], now_ms() + tonumber(ARGV[19])) and 'changed' or 'same'
redis.call('HSET', key, 'meetings', ARGV[11], 'users', ARGV[12], 'largest_meeting', ARGV[13], 'videos', ARGV[14])
if ARGV[15] ~= '' then
  redis.call('HSET', key, 'bbb_version', ARGV[15])
end

local sent, ttl, young = tonumber(ARGV[16]), ARGV[17], tonumber(ARGV[18])
local answer = {'written', state, changed}
local reported, elsewhere, joined, shares = {}, {}, joined_since(id, sent), {}
for i = 20, #ARGV, PER_MEETING do
  local found = {tenant = ARGV[i], id = ARGV[i + 1], users = tonumber(ARGV[i + 2]), adoptable = ARGV[i + 3] == '1',
    voice_bridge = ARGV[i + 4], moderator_pw = ARGV[i + 5], created = ARGV[i + 6]}
  local rec, outcome = locate(found.tenant, found.id), nil
  if not rec and found.adoptable and state ~= 'disabled' then
    rec = adopt(id, found, sent)
    outcome = rec and 'adopted'
  elseif rec and rec.server_id ~= id then
    outcome = 'elsewhere'
    elsewhere[rec.name] = true
  end
  if rec and rec.server_id == id then
    reported[rec.name] = true
    redis.call('EXPIRE', rec.key, ttl)
    redis.call('EXPIRE', P .. 'v2:created:' .. rec.name, ttl)
    shares[rec.name] = share(found.users + (joined[rec.name] or 0), found.tenant)
  end
  for _, value in ipairs(outcome and {outcome, found.tenant, found.id, rec.server_id} or {}) do
    answer[#answer + 1] = value
  end
end
replace_all_shares(id, shares, joined)
drop_shares_of_removed_servers()

for name, where in pairs(hash(P .. 'v2:splits')) do
  if where == id and not elsewhere[name] then
    redis.call('HDEL', P .. 'v2:splits', name)
  end
end

-- What was promised to the server after the poll was sent, or is not there yet, is load that it did not report.
local reserved, kept = P .. 'v2:reserved:' .. id, 0
local function still_to_come(field)
  local kind, name = string.sub(field, 1, 2), string.sub(field, 3)
  if kind == 't:' then
    local joined = tonumber(name) * JOIN_BUCKET_MS
    return joined >= sent and joined <= now_ms()
  end
  return not reported[name] and (assigned_at(name) or 0) >= sent - young
end
local promises = redis.call('HGETALL', reserved)
for i = 1, #promises, 2 do
  if still_to_come(promises[i]) then
    kept = kept + tonumber(promises[i + 1])
  else
    -- A meeting that is listed for the first time exists, whatever became of its create.
    local name = string.sub(promises[i], 3)
    if reported[name] then
      note_listed(name)
    end
    redis.call('HDEL', reserved, promises[i])
  end
end

if state == 'cordoned' and online == 'true' and ARGV[11] == '0' and kept == 0 then
  -- Without any meeting, not merely without users, in two polls in a row.
  if redis.call('HINCRBY', memory, 'empty_polls', 1) >= DRAINED_POLLS then
    state = 'disabled'
    redis.call('HSET', key, 'state', state)
    redis.call('SREM', P .. 'server_enabled', id)
    redis.call('HDEL', memory, 'empty_polls')
    audit('poller', 'server.update', id, {state = 'cordoned'}, {state = state})
    answer[2] = state
  end
else
  redis.call('HDEL', memory, 'empty_polls')
end

if online == 'true' and state == 'enabled' then
  await_others(id)
end

local sets = {enabled = 'server_load', cordoned = 'cordoned_server_load'}
for of_state, set in pairs(sets) do
  if online == 'true' and state == of_state then
    redis.call('ZADD', P .. set, text(tonumber(ARGV[10]) + kept), id)
  else
    redis.call('ZREM', P .. set, id)
  end
end
return answer
