-- Keeps the address that a front-end wants called when a meeting has ended.
-- 2 tenant, 3 meeting id, 4 id of the address, 5 server that created the meeting, 6 internal id of the meeting, 7 seconds to
-- live, 8 the address and what it belongs to
-- → kept; known if the same meeting has one; moved if the registry does not hold the meeting on this server any more
--include shared/ended

local id, server_id, internal_id = ARGV[4], ARGV[5], ARGV[6]
local rec = locate(ARGV[2], ARGV[3])
if not rec or rec.server_id ~= server_id then
  return {'moved'}
end
local before = redis.call('GET', ended_id_key(rec.name))
if before then
  local kept = redis.call('GET', ended_url_key(before))
  local old = kept and cjson.decode(kept)
  if old and old.server == server_id and old.internal_id == internal_id then
    return {'known'}
  end
  if old and old.server == server_id then
    -- The server has created a new meeting of this name, so the one before has ended.
    note_due(before)
  else
    -- A stale copy: its end is not the meeting's.
    redis.call('DEL', ended_url_key(before))
  end
end
redis.call('SET', ended_id_key(rec.name), id, 'EX', ARGV[7])
redis.call('SET', ended_url_key(id), ARGV[8], 'EX', ARGV[7])
return {'kept'}
