-- Forgets a meeting: record, voice bridge and reservation.
-- 2 tenant, 3 meeting id, 4 only if it is on this server (empty: on any),
-- 5 only if it was given its server before this time in ms (empty: at any time), 6 only if no create of it has
-- succeeded since this time in µs (empty: in any case), 7 only while this is the lease of the server's poll (empty: always),
-- 8 1 if its server may still have it: then only if it was neither created nor joined a moment ago; else it has ended
-- → forgotten or kept
--include shared/placement
--include shared/average
--include shared/leases
--include shared/ended

local tenant, id, server_id = ARGV[2], ARGV[3], ARGV[4]
local rec = locate(tenant, id)
if not rec or (server_id ~= '' and rec.server_id ~= server_id) or (ARGV[7] ~= '' and not is_holder(server_id, ARGV[7])) then
  return {'kept'}
end
if ARGV[5] ~= '' then
  local assigned = assigned_at(rec.name)
  if not assigned then
    -- Scalelite's, which may be making it at this moment: it is young from now on.
    redis.call('ZADD', ASSIGNMENTS, now_ms(), rec.name)
  end
  if not assigned or assigned >= tonumber(ARGV[5]) then
    return {'kept'}
  end
end
if ARGV[6] ~= '' and was_created_since(rec, tonumber(ARGV[6])) then
  return {'kept'}
end
if ARGV[8] == '1' and is_in_use(rec) then
  return {'kept'}
end
if ARGV[8] == '1' then
  forget_with_copy(rec, tenant, id)
else
  forget(rec, tenant, id)
  note_size(tenant, id)
  note_ended(rec)
end
return {'forgotten'}
