-- Gives a meeting that was never made another server; it is forgotten if none is left.
-- 2 tenant, 3 meeting id, 4 the server it has to leave, 5 expected users, 6 tags, 7 tag required, 8 random number,
-- 9 how the server failed (empty: it did not), 10 whether only this server would do, 11 … further servers that are no choice
-- → outcome (existing: somebody else moved it; created: it has a new server; no_server; id_taken)
--include shared/placement
--include shared/arguments
--include shared/health

local tenant, id, from, expected = ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])

if ARGV[9] ~= '' then
  strike(from, ARGV[9])
end
local rec = locate(tenant, id)
if not rec then
  return {'no_server'}
end
if rec.server_id ~= from or made_at(rec) > 0 then
  -- Another create was faster: it moved the meeting, or made it here after all.
  local s = server(rec.server_id)
  return s and placement('existing', rec, s) or {'no_server'}
end

local tried = set_of(list(11, #ARGV))
tried[from] = true
local chosen, none = nil, 'no_server'
if ARGV[10] ~= '1' then
  chosen, none = choose_apart(id, ARGV[6], ARGV[7], tried, tonumber(ARGV[8]))
end
if not chosen then
  forget(rec, tenant, id)
  return {none}
end

-- Who fails may have made it all the same.
note_orphan(from, rec.name)
give_back(from, 'm:' .. rec.name)
redis.call('HSET', rec.key, 'server_id', chosen)
redis.call('ZADD', P .. 'v2:assigned', now_ms(), rec.name)
local host = server(chosen)
reserve(chosen, 'm:' .. rec.name, expected * host.weight)
rec.server_id = chosen
return placement('created', rec, host)
