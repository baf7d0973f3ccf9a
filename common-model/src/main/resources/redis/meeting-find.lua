-- The server of a meeting.
-- 2 tenant, 3 meeting id, 4 users who are about to join (0 for none); they count only where they can join
-- → found and the placement, or not_found
--include shared/records

local rec = locate(ARGV[2], ARGV[3])
local s = rec and server(rec.server_id)
if not s then
  return {'not_found'}
end
local joining = tonumber(ARGV[4])
if joining > 0 and s.online == 'true' and s.state ~= 'disabled' then
  reserve(rec.server_id, 't:' .. math.floor(now_ms() / JOIN_BUCKET_MS), joining * s.weight)
end
return placement('found', rec, s)
