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

local function is_owner(hook, owner)
  return redis.call('HGET', hook_state_key(hook), 'owner') == owner
end
