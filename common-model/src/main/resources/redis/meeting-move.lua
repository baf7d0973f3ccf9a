-- Gives a meeting that was never created another server; it is forgotten if none is left.
-- 2 tenant, 3 meeting id, 4 the server it has to leave, 5 expected users, 6 tags, 7 tag required, 8 random number,
-- 9 1 if only the server that it has would do, 10 … further servers that are no choice
-- → outcome (existing: another create moved it, or it is there after all; created: it has a new server; no_server; id_taken),
-- as of meeting-assign
--include shared/placement
--include shared/arguments

local tenant, id, from, expected = ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])

local rec = locate(tenant, id)
if not rec then
  return {'no_server'}
end
if rec.server_id ~= from or not never_created(rec) then
  -- Another create was faster: it moved the meeting, or created it here after all; or a poll has found it here.
  local s = server(rec.server_id)
  return s and existing(rec, s) or {'no_server'}
end

local tried = set_of(list(10, #ARGV))
tried[from] = true
local chosen, none = nil, 'no_server'
if ARGV[9] ~= '1' then
  chosen, none = choose_apart(id, ARGV[6], ARGV[7], tried, tonumber(ARGV[8]), failing_servers(false))
end
-- A server that fails may have created it all the same.
if not chosen then
  forget_with_copy(rec, tenant, id)
  return {none}
end
note_stale_copy(from, rec.name)
return_reservation(from, 'm:' .. rec.name)
redis.call('HSET', rec.key, 'server_id', chosen)
move_users(rec.name, from, chosen)
redis.call('ZADD', ASSIGNMENTS, now_ms(), rec.name)
local host = server(chosen)
reserve(chosen, 'm:' .. rec.name, expected * host.weight)
rec.server_id = chosen
local answer = placement('created', rec, host)
name_value(answer, 'probe', '0')
return answer
