-- What a tenant uses, for its limits: v2:tenant_meetings:TENANT has, by record, the users at the last poll and those let in
-- since. It may hold records that have expired, so it is looked at closely where a limit seems to be reached.
--include shared/records

local function usage_key(tenant)
  return P .. 'v2:tenant_meetings:' .. tenant
end

local function note_users(tenant, name, users, ttl)
  if tenant ~= '' then
    redis.call('HSET', usage_key(tenant), name, users)
    redis.call('EXPIRE', usage_key(tenant), ttl)
  end
end

local function forget_users(tenant, name)
  if tenant ~= '' then
    redis.call('HDEL', usage_key(tenant), name)
  end
end

-- The meetings and users of a tenant as they are: what is gone is taken out, users of a server that is offline are gone.
local function usage(tenant)
  local key, meetings, users = usage_key(tenant), 0, 0
  local entries = redis.call('HGETALL', key)
  for i = 1, #entries, 2 do
    local values = redis.call('HMGET', P .. entries[i], 'server_id', 'tenant_id')
    local s = values[1] and values[2] == tenant and server(values[1])
    if s then
      meetings = meetings + 1
      users = users + (s.online == 'true' and tonumber(entries[i + 1]) or 0)
    else
      redis.call('HDEL', key, entries[i])
    end
  end
  return meetings, users
end

local function room_for_meeting(tenant, limit)
  return redis.call('HLEN', usage_key(tenant)) < limit or (usage(tenant)) < limit
end

local function room_for_users(tenant, joining, limit)
  local users = 0
  for _, present in ipairs(redis.call('HVALS', usage_key(tenant))) do
    users = users + tonumber(present)
  end
  if users + joining <= limit then
    return true
  end
  local _, present = usage(tenant)
  return present + joining <= limit
end

-- Users whom the next poll may not see yet are remembered with the time.
local function let_in(rec, tenant, joining)
  local key, joined = usage_key(tenant), P .. 'v2:joined:' .. rec.server_id
  redis.call('HINCRBY', key, rec.name, joining)
  if redis.call('TTL', key) < 0 then
    redis.call('EXPIRE', key, RESERVATION_SECONDS)
  end
  redis.call('HINCRBY', joined, math.floor(now_ms() / JOIN_BUCKET_MS) .. ':' .. rec.name, joining)
  redis.call('EXPIRE', joined, RESERVATION_SECONDS)
end

-- By record, the users who were let into meetings of a server after its poll was sent, in case of doubt too; older ones are
-- in its figures, and nobody was let in at a time that lies ahead.
local function joined_since(id, sent)
  local key, later, now = P .. 'v2:joined:' .. id, {}, now_ms()
  local entries = redis.call('HGETALL', key)
  for i = 1, #entries, 2 do
    local bucket, name = string.match(entries[i], '^(%d+):(.*)$')
    if (tonumber(bucket) + 1) * JOIN_BUCKET_MS > sent and tonumber(bucket) * JOIN_BUCKET_MS <= now then
      later[name] = (later[name] or 0) + tonumber(entries[i + 1])
    else
      redis.call('HDEL', key, entries[i])
    end
  end
  return later
end
