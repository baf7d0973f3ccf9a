-- Meetings that run on a server and are in no record: Redis lost them, they outlived an outage of their server, or they were
-- considered ended while a create made them again.
--include shared/created
--include shared/usage
--include shared/events

-- found: tenant, id, voice_bridge, moderator_pw, created in ms. sent: when the server was asked; a meeting that was
-- forgotten since is over, whatever the list contains.
-- → the new record, or nil
local function adopt(server_id, found, sent)
  local tenant, id = found.tenant, found.id
  if tenant ~= '' and redis.call('EXISTS', tenant_key(tenant)) == 0 then
    return nil
  end
  local values = {server_id, found.moderator_pw, found.voice_bridge}
  local primary_taken = redis.call('EXISTS', meeting_key(id)) == 1
  local rec = new_record(tenant, id, primary_taken, values)
  local forgotten = tonumber(redis.call('GET', forgotten_key(rec.name)) or 0)
  if forgotten >= sent and forgotten <= now_ms() then
    return nil
  end
  if primary_taken then
    redis.call('SADD', meeting_tenants_key(id), tenant)
  end
  forget_created(rec)
  redis.call('HSET', rec.key, 'server_id', server_id, 'moderator_pw', found.moderator_pw)
  if found.voice_bridge ~= '' then
    redis.call('HSET', rec.key, 'voice_bridge', found.voice_bridge)
    -- If another meeting has it, callers get there; the doctor tells.
    redis.call('HSETNX', VOICE_BRIDGES, found.voice_bridge, rec.member)
  end
  if tenant ~= '' then
    redis.call('HSET', rec.key, 'tenant_id', tenant)
  end
  redis.call('SADD', rec.set, rec.member)
  -- A server whose clock is fast must not make it young for hours.
  redis.call('ZADD', ASSIGNMENTS, math.min(tonumber(found.created), now_ms()), rec.name)
  redis.call('HDEL', stale_copies_key(server_id), rec.name)
  event(server_id, 'meeting_adopted', id)
  return rec
end
