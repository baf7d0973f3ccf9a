-- Addresses that front-ends want called when a meeting has ended, of the meetings that the registry holds.
--include shared/records

local ENDED_DUE = P .. 'v2:ended_due'

local function ended_url_key(id)
  return P .. 'v2:ended_url:' .. id
end

-- The id under which the address of a record's meeting is kept.
local function ended_id_key(rec)
  return P .. 'v2:ended_id:' .. rec.name
end

local function note_due(id)
  redis.call('ZADD', ENDED_DUE, 'NX', now_ms(), id)
end

-- A meeting has ended. Its server may report that itself, so the front-end is told a moment later.
local function note_ended(rec)
  local id = redis.call('GET', ended_id_key(rec))
  if id then
    redis.call('DEL', ended_id_key(rec))
    note_due(id)
  end
end
