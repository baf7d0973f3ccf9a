-- Gives a meeting its server: the one it has, for a breakout room that of its parent, or the least loaded one that fits.
-- 2 tenant, 3 meeting id, 4 moderator password, 5 preferred zone (empty: none), 6 seconds to live, 7 tags, 8 tag required,
-- 9 random number, 10 most meetings of the tenant (empty: no limit), 11 ms of the first pause of a server whose creates fail,
-- 12 ms of the longest one, 13 meeting id of the parent (empty: none), 14 … 20 its size (size_from),
-- 21 … candidates for the voice bridge
-- → outcome (existing, created, not_yet, limit_reached, no_server, id_taken, no_parent, parent_unavailable, no_voice_bridge)
-- and the placement. Of an existing one also what existing adds; of a created one probe, 1 if its server has failed to create
-- meetings, and there are others
--include shared/choice
--include shared/unconfirmed-servers

local tenant, id, moderator_pw, ttl = ARGV[2], ARGV[3], ARGV[4], ARGV[6]
local seed, limit, parent = tonumber(ARGV[9]), tonumber(ARGV[10]), ARGV[13]
local FIRST_SIZE = 14
local size = size_from(FIRST_SIZE)

-- BBB makes a breakout room only where its parent runs; on a cordoned server too, as it belongs to a meeting there.
local function server_of_parent()
  local parent_rec = locate(tenant, parent)
  if not parent_rec then
    return nil, 'no_parent'
  end
  local s = server(parent_rec.server_id)
  if not s or s.state == 'disabled' or s.online ~= 'true' then
    return nil, 'parent_unavailable'
  end
  if taken_servers(id)[parent_rec.server_id] then
    return nil, 'id_taken'
  end
  return parent_rec.server_id
end

local rec, primary_taken = locate(tenant, id)
if rec then
  local s, uncreated = server(rec.server_id), never_created(rec)
  if s and s.state ~= 'disabled' and (s.online == 'true' or not uncreated) then
    return existing(rec, s)
  end
  -- A removed or disabled server must not keep the meeting; nor an offline one a meeting that no front-end knows to be there.
  forget_with_copy(rec, tenant, id)
end

if has_unconfirmed_servers() then
  return {'not_yet'}
end
if limit and not rec and not room_for_meeting(tenant, limit) then
  return {'limit_reached'}
end
local expected, basis = expected_users(tenant, id, size)
local wanted = wish(ARGV[7], ARGV[8], ARGV[5], expected, basis, size)
local paused, has_failures = failing_servers(true)
local chosen, none, heads
if parent ~= '' then
  chosen, none = server_of_parent()
else
  heads = least_loaded_of_all()
  chosen, none = choose_apart(id, wanted, {}, seed, paused)
  explain(tenant, id, none or 'created', basis, heads, {chosen = chosen, wanted = wanted, tried = {}, failing = paused})
end
if not chosen then
  return {none}
end

rec = new_record(tenant, id, primary_taken, {chosen, moderator_pw})

local bridges = VOICE_BRIDGES
local function holder_is_dead(bridge)
  local holder = redis.call('HGET', bridges, bridge)
  return redis.call('EXISTS', meeting_key(holder)) == 0
    and redis.call('EXISTS', tenant_meeting_key(holder)) == 0
end
for i = FIRST_SIZE + SIZE_ARGUMENTS, #ARGV do
  if redis.call('HSETNX', bridges, ARGV[i], rec.member) == 1 then
    rec.voice_bridge = ARGV[i]
    break
  end
  if holder_is_dead(ARGV[i]) then
    redis.call('HSET', bridges, ARGV[i], rec.member)
    rec.voice_bridge = ARGV[i]
    break
  end
end
if rec.voice_bridge == '' then
  return {'no_voice_bridge'}
end

forget_created(rec)
redis.call('HSET', rec.key, 'server_id', chosen, 'moderator_pw', moderator_pw, 'voice_bridge', rec.voice_bridge)
if tenant ~= '' then
  redis.call('HSET', rec.key, 'tenant_id', tenant)
end
redis.call('EXPIRE', rec.key, ttl)
expect_create(rec, ttl)
redis.call('SADD', rec.set, rec.member)
note_users(chosen, tenant, rec.name, 0)
if primary_taken then
  redis.call('SADD', meeting_tenants_key(id), tenant)
end
redis.call('ZADD', ASSIGNMENTS, now_ms(), rec.name)
local host = candidate(chosen).server or server(chosen)
if parent ~= '' then
  reserve(chosen, 'm:' .. rec.name, 0)
  note_breakout(chosen, tenant, id, parent)
else
  reserve(chosen, 'm:' .. rec.name, wanted.load * host.weight)
  expect_users(chosen, tenant, id, expected, expected)
  add_held(chosen, 1, expected)
end

local answer = placement('created', rec, host)
local is_probe = has_failures and create_failures(chosen) > 0 and pause_creates(chosen, ARGV[11], ARGV[12])
name_value(answer, 'probe', flag(parent == '' and is_probe and choose_apart(id, wanted, {[chosen] = true}, seed, paused)))
return answer
