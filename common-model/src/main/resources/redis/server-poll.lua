-- Writes what one poll of a server found. The state an operator gave the server meanwhile is respected.
-- 2 id, 3 lease, 4 online, 5 healthy counter, 6 unhealthy counter, 7 health, 8 why, 9 good or bad
-- and for a bad one: 10 1 if there was no answer, 11 1 if the poller is isolated, 12 when the poll was sent in ms,
-- 13 ms after which a silent poller counts as gone
-- and for a good one: 10 load, 11 meetings, 12 users, 13 largest meeting, 14 videos, 15 version (empty: not read),
-- 16 when the poll was sent in ms, 17 seconds a meeting may live, 18 ms in which a meeting is too young to be missed,
-- 19 ms a slow start takes, 20 totals for metrics as JSON, 21 … of each meeting: tenant, id, users, 1 if it may be adopted,
-- voice bridge, moderator password, ms when it was created, 1 if it is a breakout room, expected users in the load who have
-- not come yet (empty: it is not expected to grow)
-- → written: state; changed, 1 if the health is; of a good one unexpected, as JSON the meetings that the registry did not have
-- here (outcome adopted or elsewhere, tenant, id, server); not_found; stale if the lease is another's; or, if the failure needs
-- a confirmation, withheld: health, which it has instead (empty: none), changed
--include shared/adoption
--include shared/health
--include shared/confirmation
--include shared/creates
--include shared/audit
--include shared/other-servers
--include shared/past

local PER_MEETING = 9

local id, online, health = ARGV[2], ARGV[4], ARGV[7]
local key, memory = server_key(id), server_memory_key(ARGV[2])
if redis.call('EXISTS', key) == 0 then
  return {'not_found'}
end
if not is_holder(id, ARGV[3]) then
  return {'stale'}
end
redis.call('HSET', memory, 'polled_at', now_ms())
redis.call('SREM', UNCONFIRMED_SERVERS, id)
local state = server_state(id)

if ARGV[9] == 'bad' then
  local believed = believed_health({id = id, poller = poller_of(ARGV[3]), wanted = health, unanswered = ARGV[10] == '1',
    isolated = ARGV[11] == '1', sent = tonumber(ARGV[12]), life = tonumber(ARGV[13])})
  if not believed then
    return {'withheld', 'health', redis.call('HGET', memory, 'health') or '', 'changed', '0'}
  end
  local bad_polls = ARGV[6]
  if believed ~= health then
    online = believed == 'suspect' and 'true' or 'false'
    -- As many as before: an unconfirmed failure does not count.
    local before = tonumber(redis.call('HGET', poll_counters_key(id), 'unhealthy_counter') or 0)
    bad_polls = believed == 'suspect' and math.max(1, before) or 0
  end
  redis.call('HSET', key, 'online', online)
  redis.call('HSET', poll_counters_key(id), 'healthy_counter', ARGV[5], 'unhealthy_counter', bad_polls)
  local changed = give_health(id, believed, ARGV[8]) and '1' or '0'
  if online == 'false' then
    redis.call('ZREM', SERVER_LOAD, id)
    redis.call('ZREM', CORDONED_SERVER_LOAD, id)
    index_server(id)
    redis.call('HSET', key, 'meetings', '0', 'users', '0', 'largest_meeting', '0', 'videos', '0')
    redis.call('HDEL', memory, 'totals')
    -- That it was unreachable explains why creates failed.
    forget_create_failures(id)
    replace_all_shares(id, {}, {})
  else
    exclude_from_placement(id)
  end
  return believed == health and {'written', 'state', state, 'changed', changed}
    or {'withheld', 'health', believed, 'changed', changed}
end

forget_unreached(id)
redis.call('HSET', key, 'online', online)
redis.call('HSET', poll_counters_key(id), 'healthy_counter', ARGV[5], 'unhealthy_counter', ARGV[6])
local changed = give_health(id, health, ARGV[8], now_ms() + tonumber(ARGV[19])) and '1' or '0'
redis.call('HSET', key, 'meetings', ARGV[11], 'users', ARGV[12], 'largest_meeting', ARGV[13], 'videos', ARGV[14])
redis.call('HSET', memory, 'totals', ARGV[20], 'poll_ms', math.max(0, now_ms() - tonumber(ARGV[16])))
if ARGV[15] ~= '' then
  redis.call('HSET', key, 'bbb_version', ARGV[15])
end

local sent, ttl, young = tonumber(ARGV[16]), ARGV[17], tonumber(ARGV[18])
local unexpected = {}
local reported, elsewhere, joined, shares = {}, {}, joined_since(id, sent), {}
local held, expected, peaks, seen = {meetings = 0, users = 0}, hash(expected_users_key(id)), hash(peak_users_key(id)), {}

-- What was seen of a meeting on the same day is not looked up again.
local function remember_peak(of, users)
  local peak = tonumber(peaks[of] or 0)
  if users > 0 and (math.min(users, MOST_USERS) > peak % DAY or math.floor(peak / DAY) < math.floor(now_ms() / DAY_MS)) then
    redis.call('HSET', peak_users_key(id), of, string.format('%.0f', remember_users(of, users)))
  end
end

-- What a meeting takes of max_meetings and max_users, and how many of its expected users are still to come.
local function settle_expected(found, is_here)
  if not found.breakout then
    held.meetings, held.users = held.meetings + 1, held.users + found.users + (found.left or 0)
  end
  if not is_here then
    return
  end
  local of = member(found.tenant, found.id)
  local before, after = expected[of], nil
  if found.breakout then
    after = before or BREAKOUT
  else
    local users = users_left(before)
    after = users and found.left and string.format('%d %d', users, found.left)
    remember_peak(of, found.users)
  end
  seen[of] = true
  if after ~= before then
    set_field(expected_users_key(id), of, after or '')
  end
end

for i = 21, #ARGV, PER_MEETING do
  local found = {tenant = ARGV[i], id = ARGV[i + 1], users = tonumber(ARGV[i + 2]), adoptable = ARGV[i + 3] == '1',
    voice_bridge = ARGV[i + 4], moderator_pw = ARGV[i + 5], created = ARGV[i + 6], breakout = ARGV[i + 7] == '1',
    left = tonumber(ARGV[i + 8])}
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
    redis.call('EXPIRE', create_answer_key(rec.name), ttl)
    shares[rec.name] = share(found.users + (joined[rec.name] or 0), found.tenant)
  end
  settle_expected(found, rec and rec.server_id == id)
  if outcome then
    unexpected[#unexpected + 1] = {outcome = outcome, tenant = found.tenant, id = found.id, server = rec.server_id}
  end
end
replace_all_shares(id, shares, joined)
drop_shares_of_removed_servers()

for name, where in pairs(hash(SPLITS)) do
  if where == id and not elsewhere[name] then
    redis.call('HDEL', SPLITS, name)
  end
end

-- What was promised to the server after the poll was sent, or is not there yet, is load that it did not report.
local reserved, kept, kept_names = reservations_key(id), 0, {}
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
    kept_names[string.sub(promises[i], 3)] = true
  else
    -- A meeting that is listed for the first time exists, whatever became of its create.
    local name = string.sub(promises[i], 3)
    if reported[name] then
      note_listed(name)
    end
    redis.call('HDEL', reserved, promises[i])
  end
end

for of, value in pairs(expected) do
  local _, left = users_left(value)
  if kept_names[meeting_record(string.match(of, ':(.*)$'))] or kept_names[tenant_meeting_record(of)] then
    held.meetings, held.users = held.meetings + (left < 0 and 0 or 1), held.users + math.max(0, left)
  elseif not seen[of] then
    redis.call('HDEL', expected_users_key(id), of)
  end
end
for of in pairs(peaks) do
  if not seen[of] then
    redis.call('HDEL', peak_users_key(id), of)
  end
end
if next(seen) then
  redis.call('EXPIRE', expected_users_key(id), RESERVATION_SECONDS)
  redis.call('EXPIRE', peak_users_key(id), RESERVATION_SECONDS)
  forget_past_users()
end

if state == 'cordoned' and online == 'true' and ARGV[11] == '0' and not next(kept_names) then
  -- Without any meeting, not merely without users, in two polls in a row.
  if redis.call('HINCRBY', memory, 'empty_polls', 1) >= DRAINED_POLLS then
    state = 'disabled'
    redis.call('HSET', key, 'state', state)
    redis.call('SREM', ENABLED_SERVERS, id)
    redis.call('HDEL', memory, 'empty_polls')
    audit('poller', 'server.update', id, {state = 'cordoned'}, {state = state})
  end
else
  redis.call('HDEL', memory, 'empty_polls')
end

if online == 'true' and state == 'enabled' then
  require_reports_of_others(id)
end

local sets = {enabled = SERVER_LOAD, cordoned = CORDONED_SERVER_LOAD}
for of_state, set in pairs(sets) do
  if online == 'true' and state == of_state then
    redis.call('ZADD', set, text(tonumber(ARGV[10]) + kept), id)
  else
    redis.call('ZREM', set, id)
  end
end
redis.call('HSET', memory, 'polled_load', ARGV[10], 'held_meetings', held.meetings, 'held_users', held.users)
index_server(id)
return {'written', 'state', state, 'changed', changed, 'unexpected', #unexpected > 0 and cjson.encode(unexpected) or '[]'}
