-- Gives a lease back.
-- 2 id, 3 lease, 4 ms until the server is due again (empty: as planned)
-- → released, or lost if another poller has it by now
--include shared/leases

local id = ARGV[2]
if not is_holder(id, ARGV[3]) then
  return {'lost'}
end
redis.call('HSET', memory_of(id), 'lease_until', 0)
if ARGV[4] ~= '' then
  local due = now_ms() + tonumber(ARGV[4])
  if due < tonumber(redis.call('HGET', memory_of(id), 'due') or due) then
    redis.call('HSET', memory_of(id), 'due', due)
  end
end
return {'released'}
