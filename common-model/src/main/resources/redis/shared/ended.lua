-- Addresses that front-ends want called when a meeting has ended, of the meetings that the registry holds.
--include shared/records

local function note_due(id)
  redis.call('ZADD', ENDED_DUE, 'NX', now_ms(), id)
end

-- A meeting has ended. Its server may report that itself, so the front-end is told a moment later.
local function note_ended(rec)
  local id = redis.call('GET', ended_id_key(rec.name))
  if id then
    redis.call('DEL', ended_id_key(rec.name))
    note_due(id)
  end
end
