-- A server could not make a meeting: it is suspect, and gets no new meetings for a while that grows with each failure.
-- 2 server, 3 how, 4 ms of the first pause, 5 ms of the longest pause,
-- 6 the meeting if that may be the fault of what the server was sent (empty: it is the server's), 7 how many such meetings in
-- a row are the server's fault all the same, 8 ms after which they count no more
-- → changed if it is suspect from now on, else same; failures in a row if a pause begins, else 0
--include shared/creates
--include shared/health

local id, detail = ARGV[2], ARGV[3]
if redis.call('HGET', server_key(id), 'online') ~= 'true'
  or (ARGV[6] ~= '' and not is_beyond_doubt(id, ARGV[6], ARGV[7], ARGV[8])) then
  return {'same', 'failures', '0'}
end
local changed = report_failure(id, detail) and 'changed' or 'same'
local failures = pause_creates(id, ARGV[4], ARGV[5])
if failures == 1 then
  event(id, 'creates_failing', detail)
end
return {changed, 'failures', tostring(failures or 0)}
