-- A meeting on its server, and what is left of it after its end.
--include shared/created
--include shared/records
--include shared/usage
--include shared/creates
--include shared/reservations

local function return_reservation(rec, tenant, id)
  local server_id, field = rec.server_id, 'm:' .. rec.name
  local key = reservations_key(server_id)
  local amount = redis.call('HGET', key, field)
  if amount then
    redis.call('HDEL', key, field)
    add_load(server_id, -tonumber(amount))
    return_held(server_id, tenant, id)
  end
  forget_expected(server_id, tenant, id)
end

local function forget(rec, tenant, id)
  redis.call('DEL', rec.key)
  redis.call('SREM', rec.set, rec.member)
  redis.call('ZREM', ASSIGNMENTS, rec.name)
  if rec.voice_bridge ~= '' and redis.call('HGET', VOICE_BRIDGES, rec.voice_bridge) == rec.member then
    redis.call('HDEL', VOICE_BRIDGES, rec.voice_bridge)
  end
  redis.call('SREM', meeting_tenants_key(id), tenant)
  forget_users(rec.server_id, rec.name)
  forget_created(rec)
  redis.call('SET', forgotten_key(rec.name), now_ms(), 'PX', FORGOTTEN_MS)
  return_reservation(rec, tenant, id)
end

-- Forgets a meeting that may still run on its server.
local function forget_with_copy(rec, tenant, id)
  note_stale_copy(rec.server_id, rec.name)
  forget(rec, tenant, id)
end

-- Servers on which this meeting id is taken, by whichever tenant: two meetings of one id cannot share a server.
local taken

local function taken_servers(id)
  if taken then
    return taken
  end
  taken = {}
  local first = redis.call('HGET', meeting_key(id), 'server_id')
  if first then
    taken[first] = true
  end
  for _, tenant in ipairs(redis.call('SMEMBERS', meeting_tenants_key(id))) do
    local other = redis.call('HGET', tenant_meeting_key(tenant .. ':' .. id), 'server_id')
    if other then
      taken[other] = true
    end
  end
  return taken
end

local function flag(value)
  return value and '1' or '0'
end

local function name_value(answer, name, value)
  if value then
    answer[#answer + 1] = name
    answer[#answer + 1] = value
  end
end

-- The answer for a meeting that has a server. Besides the placement: created, 1 if a create of it has succeeded, or may have;
-- in_use, 1 if it was created or joined a moment ago; failing, 1 if creates fail on its server; suspect, 1 if its server is;
-- and answer, what create was answered, if that is known and its server is offline or fails.
local function existing(rec, s)
  local uncreated = never_created(rec)
  local failures, pause_end = create_failures(rec.server_id)
  local failing = failures > 0 and (uncreated or pause_end > now_ms())
  local answer = placement('existing', rec, s)
  name_value(answer, 'created', flag(not uncreated))
  name_value(answer, 'in_use', flag(is_in_use(rec)))
  name_value(answer, 'failing', flag(failing))
  name_value(answer, 'suspect', flag(redis.call('HGET', server_memory_key(rec.server_id), 'health') == 'suspect'))
  name_value(answer, 'answer', (s.online ~= 'true' or failing) and create_answer(rec) or nil)
  return answer
end
