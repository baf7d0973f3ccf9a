-- Forgets meetings of a server that has been unavailable for too long, so that their next creates open them elsewhere.
-- 2 server, 3 lease of its poll, 4 … tenant and id of meetings
-- → tenant and id of those that were on it
--include shared/placement
--include shared/leases
--include shared/events
--include shared/ended

local id, released = ARGV[2], {}
if not is_holder(id, ARGV[3]) or redis.call('HGET', server_key(id), 'online') == 'true' then
  return released
end
for i = 4, #ARGV, 2 do
  local rec = locate(ARGV[i], ARGV[i + 1])
  if rec and rec.server_id == id then
    forget_with_copy(rec, ARGV[i], ARGV[i + 1])
    note_ended(rec)
    event(id, 'meeting_released', ARGV[i + 1])
    released[#released + 1] = ARGV[i]
    released[#released + 1] = ARGV[i + 1]
  end
end
return released
