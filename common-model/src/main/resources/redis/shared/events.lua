-- What happens to servers: a short history of each, and how often it happened to any.
--include shared/prefix

local EVENTS_KEPT = 200

local function event(id, kind, detail)
  redis.call('XADD', P .. 'v2:events:' .. id, 'MAXLEN', EVENTS_KEPT, '*', 'kind', kind, 'detail', detail)
  redis.call('HINCRBY', P .. 'v2:tallies', kind, 1)
end
