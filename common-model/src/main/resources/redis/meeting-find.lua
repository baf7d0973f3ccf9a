-- The server of a meeting.
-- 2 tenant, 3 meeting id, 4 users who are about to join (0 for none); they count only where they can join,
-- 5 most users of the tenant (empty: no limit), 6 ms in which a meeting that was joined counts as used, 7 load of a user
-- → found and the placement, not_found, limit_reached; unconfirmed if polls in flight may find it; no_servers if there are none,
-- because Redis was emptied or because there were never any
--include shared/usage
--include shared/created
--include shared/reservations
--include shared/unconfirmed-servers

local rec = locate(ARGV[2], ARGV[3])
local s = rec and server(rec.server_id)
if not s then
  local unconfirmed, empty = has_unconfirmed_servers(), redis.call('EXISTS', SERVERS) == 0
  return {unconfirmed and 'unconfirmed' or empty and 'no_servers' or 'not_found'}
end
local joining, limit = tonumber(ARGV[4]), tonumber(ARGV[5])
if joining > 0 and s.online == 'true' and s.state ~= 'disabled' then
  if limit and not room_for_users(ARGV[2], joining, limit) then
    return {'limit_reached'}
  end
  if limit then
    let_in(rec, ARGV[2], joining)
  end
  -- A user who joins what was never created finds nothing there, as a rule, and must not keep it where it cannot be created.
  if not never_created(rec) then
    note_use(rec, ARGV[6])
  end
  local unexpected = join_expected(rec.server_id, ARGV[2], ARGV[3], joining)
  if unexpected > 0 then
    reserve(rec.server_id, 't:' .. math.floor(now_ms() / JOIN_BUCKET_MS), unexpected * tonumber(ARGV[7]) * s.weight)
    add_held(rec.server_id, 0, unexpected)
  end
end
return placement('found', rec, s)
