-- What happens to servers: a short history of each, and how often it happened to any.

local function event(id, kind, detail)
  redis.call('XADD', server_events_key(id), 'MAXLEN', EVENTS_KEPT, '*', 'kind', kind, 'detail', detail)
  redis.call('HINCRBY', EVENT_TALLIES, kind, 1)
end
