-- Who polls a server: one poller at a time, until its lease ends. Each lease has a number of its own, so that a poller
-- whose lease has gone to another writes nothing any more.
--include shared/records

local function memory_of(id)
  return P .. 'v2:server:' .. id
end

-- Redis may have lost the last numbers, so a lease is named by its holder too.
local function token_of(lease, poller)
  return lease .. ':' .. poller
end

local function is_holder(id, token)
  local values = redis.call('HMGET', memory_of(id), 'lease', 'leased_by')
  return values[1] and values[2] and token_of(values[1], values[2]) == token
end
