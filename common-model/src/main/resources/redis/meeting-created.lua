-- Remembers what a create was answered and when, for as long as the meeting is known. A meeting that is in no record any more
-- was considered ended while it was created; it is in one again.
-- 2 tenant, 3 meeting id, 4 the server that has it now, 5 the answer, 6 new, or known if the server had it before,
-- 7 moderator password, 8 voice bridge, 9 seconds to live, 10 ms in which a meeting that was created counts as used
-- → remembered; restored to the registry; gone if its server may not have it any more; moved if it belongs to another server
-- by now. What the server has in the last two cases is a copy that is ended like a released one, should the meeting run
-- elsewhere
--include shared/adoption
--include shared/creates

local tenant, id, server_id, answer = ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local rec, primary_taken = locate(tenant, id)
local outcome = 'remembered'
if ARGV[6] == 'new' and forget_create_failures(server_id) then
  event(server_id, 'creates_working', id)
end
if not rec then
  local s = server(server_id)
  local found = {tenant = tenant, id = id, moderator_pw = ARGV[7], voice_bridge = ARGV[8], created = now_ms()}
  rec = s and s.state ~= 'disabled' and adopt(server_id, found, math.huge)
  if not rec then
    note_stale_copy(server_id, new_record(tenant, id, primary_taken, {server_id}).name)
    return {'gone'}
  end
  redis.call('EXPIRE', rec.key, ARGV[9])
  note_users(server_id, tenant, rec.name, 0)
  outcome = 'restored'
end
if rec.server_id ~= server_id then
  note_stale_copy(server_id, rec.name)
  return {'moved'}
end
if ARGV[6] == 'new' or created_at(rec) == 0 then
  note_created(rec, answer)
  note_use(rec, ARGV[10])
end
return {outcome}
