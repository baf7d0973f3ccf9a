-- Queues of events for the hooks of front-ends (docs/adr/0050).
--include shared/records

-- fields: names and values of an entry
local function size_of(fields)
  local size = 0
  for _, field in ipairs(fields) do
    size = size + #field
  end
  return size
end

-- → the bytes that wait for the tenant after it
local function count_bytes(hook, tenant, bytes)
  redis.call('HINCRBY', hook_state_key(hook), 'bytes', bytes)
  local waiting = redis.call('HINCRBY', HOOK_BYTES, tenant, bytes)
  if waiting <= 0 then
    redis.call('HDEL', HOOK_BYTES, tenant)
  end
  return waiting
end

-- → the same
local function remove_entry(hook, tenant, entry)
  redis.call('XDEL', hook_events_key(hook), entry[1])
  return count_bytes(hook, tenant, -size_of(entry[2]))
end

-- Removes events that the front-end has taken; one that is taken ends a row of failures.
-- from: the place in ARGV where their ids begin
local function remove_delivered(hook, from)
  if not ARGV[from] then
    return
  end
  local key, size = hook_events_key(hook), 0
  for i = from, #ARGV do
    local entry = redis.call('XRANGE', key, ARGV[i], ARGV[i])[1]
    size = size + (entry and size_of(entry[2]) or 0)
  end
  redis.call('XDEL', key, unpack(ARGV, from))
  redis.call('HDEL', hook_state_key(hook), 'attempts', 'error')
  if size > 0 then
    count_bytes(hook, redis.call('HGET', hook_state_key(hook), 'tenant') or '', -size)
  end
end

local function is_owner(hook, owner)
  return redis.call('HGET', hook_state_key(hook), 'owner') == owner
end
