-- Gives a meeting that was never created another server; it is forgotten if none is left.
-- 2 tenant, 3 meeting id, 4 the server it has to leave, 5 preferred zone (empty: none), 6 tags, 7 tag required,
-- 8 random number, 9 1 if only the server that it has would do, 10 … 16 its size (size_from),
-- 17 … further servers that are no choice
-- → outcome (existing: another create moved it, or it is there after all; created: it has a new server; no_server; id_taken),
-- as of meeting-assign
--include shared/choice
--include shared/arguments

local tenant, id, from = ARGV[2], ARGV[3], ARGV[4]
local FIRST_SIZE = 10
local size = size_from(FIRST_SIZE)

local rec = locate(tenant, id)
if not rec then
  return {'no_server'}
end
if rec.server_id ~= from or not never_created(rec) then
  -- Another create was faster: it moved the meeting, or created it here after all; or a poll has found it here.
  local s = server(rec.server_id)
  return s and existing(rec, s) or {'no_server'}
end

local expected, basis = expected_users(tenant, id, size)
local tried = set_of(list(FIRST_SIZE + SIZE_ARGUMENTS, #ARGV))
tried[from] = true
local wanted = wish(ARGV[6], ARGV[7], ARGV[5], expected, basis, size)
local chosen, none = nil, 'no_server'
if ARGV[9] ~= '1' then
  local failing, heads = failing_servers(false), least_loaded_of_all()
  chosen, none = choose_apart(id, wanted, tried, tonumber(ARGV[8]), failing)
  explain(tenant, id, none or 'moved', basis, heads, {chosen = chosen, wanted = wanted, tried = tried, failing = failing})
end
-- A server that fails may have created it all the same.
if not chosen then
  forget_with_copy(rec, tenant, id)
  return {none}
end
note_stale_copy(from, rec.name)
return_reservation(rec, tenant, id)
redis.call('HSET', rec.key, 'server_id', chosen)
move_users(rec.name, from, chosen)
redis.call('ZADD', ASSIGNMENTS, now_ms(), rec.name)
local host = server(chosen)
reserve(chosen, 'm:' .. rec.name, wanted.load * host.weight)
expect_users(chosen, tenant, id, expected, expected)
add_held(chosen, 1, expected)
rec.server_id = chosen
local answer = placement('created', rec, host)
name_value(answer, 'probe', '0')
return answer
