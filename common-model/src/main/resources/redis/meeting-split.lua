-- Enters that a meeting has users on two servers, once for as long as it is known.
-- 2 tenant, 3 meeting id, 4 the server that it does not belong to
-- → entered or known
--include shared/records
--include shared/events

local rec = locate(ARGV[2], ARGV[3])
if not rec or redis.call('HSETNX', SPLITS, rec.name, ARGV[4]) == 0 then
  return {'known'}
end
event(ARGV[4], 'split', ARGV[3] .. ' has users here and on ' .. rec.server_id)
return {'entered'}
