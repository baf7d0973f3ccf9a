-- Remembers what a create was answered and when, for as long as the meeting is known.
-- 2 tenant, 3 meeting id, 4 the server that made it, 5 the answer
-- → remembered; gone if it is in no record any more; moved if it belongs to another server by now. What was made then is a
-- copy that is ended like a released one, should the meeting run elsewhere
--include shared/made

local rec, server_id = locate(ARGV[2], ARGV[3]), ARGV[4]
if not rec then
  note_orphan(server_id, 'meeting:' .. ARGV[3])
  return {'gone'}
end
if rec.server_id ~= server_id then
  note_orphan(server_id, rec.name)
  return {'moved'}
end
note_made(rec, ARGV[5])
return {'remembered'}
