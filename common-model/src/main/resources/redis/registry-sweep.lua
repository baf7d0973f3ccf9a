-- Removes what is left of meetings whose record has expired. Everything is looked at again here, because the caller's
-- view may be old.
-- 2 number of ids, 3 … ids of meetings, then voice bridges
-- → the number of ids and of voice bridges removed
--include shared/records

local ids, removed_ids, removed_bridges = tonumber(ARGV[2]), 0, 0
for i = 3, ids + 2 do
  if redis.call('EXISTS', P .. 'meeting:' .. ARGV[i]) == 0 then
    removed_ids = removed_ids + redis.call('SREM', P .. 'meetings', ARGV[i])
    redis.call('ZREM', P .. 'v2:assigned', 'meeting:' .. ARGV[i])
  end
  if redis.call('EXISTS', P .. 'v2:meeting:' .. ARGV[i]) == 0 then
    removed_ids = removed_ids + redis.call('SREM', P .. 'v2:meetings', ARGV[i])
    redis.call('ZREM', P .. 'v2:assigned', 'v2:meeting:' .. ARGV[i])
    local tenant, id = string.match(ARGV[i], '^([^:]*):(.*)$')
    if tenant then
      redis.call('SREM', P .. 'v2:namesakes:' .. id, tenant)
    end
  end
end
for i = ids + 3, #ARGV do
  local holder = redis.call('HGET', P .. 'voice_bridges', ARGV[i])
  if holder and redis.call('EXISTS', P .. 'meeting:' .. holder) == 0
    and redis.call('EXISTS', P .. 'v2:meeting:' .. holder) == 0 then
    removed_bridges = removed_bridges + redis.call('HDEL', P .. 'voice_bridges', ARGV[i])
  end
end
return {tostring(removed_ids), tostring(removed_bridges)}
