-- Gives a meeting another server, because its own cannot be reached and does not have it.
-- 2 tenant, 3 meeting id, 4 the server it has to leave, 5 expected users, 6 tags, 7 tag required, 8 random number,
-- 9 1 to forget it if no other server fits (it was never made), 10 1 if the server failed,
-- 11 … further servers that are no choice
-- → outcome (existing: somebody else moved it; created: it has a new server; no_server; id_taken)
--include shared/placement
--include shared/arguments

local tenant, id, from, expected = ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])

if ARGV[10] == '1' then
  strike(from)
end
local rec = locate(tenant, id)
if not rec then
  return {'no_server'}
end
if rec.server_id ~= from then
  local s = server(rec.server_id)
  return s and placement('existing', rec, s) or {'no_server'}
end

local tried = set_of(list(11, #ARGV))
tried[from] = true
local chosen, none = choose_apart(id, ARGV[6], ARGV[7], tried, tonumber(ARGV[8]))
if not chosen then
  -- A meeting that ran before may still run on its server: it is kept for the server's return.
  if ARGV[9] == '1' then
    forget(rec, tenant, id)
  end
  return {none}
end

give_back(from, 'm:' .. rec.name)
redis.call('HSET', rec.key, 'server_id', chosen)
-- Its users did not come along.
if tenant ~= '' then
  redis.call('HSET', usage_key(tenant), rec.name, 0)
end
redis.call('ZADD', P .. 'v2:assigned', now_ms(), rec.name)
local host = server(chosen)
reserve(chosen, 'm:' .. rec.name, expected * host.weight)
rec.server_id = chosen
return placement('created', rec, host)
