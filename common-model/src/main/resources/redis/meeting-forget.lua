-- Forgets a meeting: record, voice bridge and reservation.
-- 2 tenant, 3 meeting id, 4 only if it is on this server (empty: on any),
-- 5 only if it was given its server before this time in ms (empty: at any time), 6 only if no create has made
-- it since this time in µs (empty: whenever it was made)
-- → forgotten or kept
--include shared/placement

local rec = locate(ARGV[2], ARGV[3])
if not rec or (ARGV[4] ~= '' and rec.server_id ~= ARGV[4]) then
  return {'kept'}
end
local assigned = tonumber(redis.call('ZSCORE', P .. 'v2:assigned', rec.name) or '0')
if ARGV[5] ~= '' and assigned >= tonumber(ARGV[5]) then
  return {'kept'}
end
if ARGV[6] ~= '' and made_at(rec) > tonumber(ARGV[6]) then
  return {'kept'}
end
forget(rec, ARGV[2], ARGV[3])
return {'forgotten'}
