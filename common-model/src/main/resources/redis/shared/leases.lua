-- Who polls a server: one poller at a time, until its lease ends. Each lease has a number of its own, so that a poller
-- whose lease has gone to another writes nothing any more.
--include shared/records

local function memory_of(id)
  return P .. 'v2:server:' .. id
end

local function is_holder(id, token)
  return redis.call('HGET', memory_of(id), 'lease') == token
end
