-- What tenants use, for their limits, as running totals: v2:usage:TENANT has meetings and users, v2:usage_of_server:ID the
-- share of each meeting there by record: its users at the last poll and those let in since, and its tenant. Whatever changes
-- a share changes the totals with it. A poll replaces all shares of its server, so that what Scalelite has written or
-- removed, and what has expired, is counted right from the next poll on.
--include shared/records
--include shared/arguments

local function share(users, tenant)
  return tenant ~= '' and string.format('%d %s', users, tenant) or nil
end

local function users_and_tenant(of)
  local users, tenant = string.match(of, '^(%d+) (.*)$')
  return tonumber(users), tenant
end

local function add_usage(tenant, field, amount)
  if amount ~= 0 and redis.call('HINCRBY', tenant_usage_key(tenant), field, amount) <= 0 then
    redis.call('HDEL', tenant_usage_key(tenant), field)
  end
end

-- old, new: shares by record, of these records only.
local function replace_shares(server_id, old, new)
  local key, meetings, users = server_usage_key(server_id), {}, {}
  local function count(of, sign)
    local present, tenant = users_and_tenant(of)
    meetings[tenant] = (meetings[tenant] or 0) + sign
    users[tenant] = (users[tenant] or 0) + sign * present
  end
  for name, before in pairs(old) do
    if new[name] ~= before then
      count(before, -1)
    end
    if not new[name] then
      redis.call('HDEL', key, name)
    end
  end
  for name, after in pairs(new) do
    if old[name] ~= after then
      count(after, 1)
      redis.call('HSET', key, name, after)
    end
  end
  if next(new) then
    redis.call('SADD', USAGE_SERVERS, server_id)
  end
  for tenant, amount in pairs(meetings) do
    add_usage(tenant, 'meetings', amount)
    add_usage(tenant, 'users', users[tenant])
  end
end

local function share_of(server_id, name)
  return redis.call('HGET', server_usage_key(server_id), name) or nil
end

local function note_users(server_id, tenant, name, users)
  replace_shares(server_id, {[name] = share_of(server_id, name)}, {[name] = share(users, tenant)})
end

local function forget_users(server_id, name)
  replace_shares(server_id, {[name] = share_of(server_id, name)}, {})
end

local function move_users(name, from, to)
  local moved = share_of(from, name)
  forget_users(from, name)
  replace_shares(to, {[name] = share_of(to, name)}, {[name] = moved})
end

-- Users of a server that is offline are gone. polled: shares of what it reported; later: by record, users let in since. Its
-- other meetings count for as long as they have a record.
local function replace_all_shares(server_id, polled, later)
  local old = hash(server_usage_key(server_id))
  for name, before in pairs(old) do
    if not polled[name] then
      local _, tenant = users_and_tenant(before)
      local values = redis.call('HMGET', P .. name, 'server_id', 'tenant_id')
      polled[name] = values[1] == server_id and values[2] == tenant and share(later[name] or 0, tenant) or nil
    end
  end
  replace_shares(server_id, old, polled)
end

local function drop_shares(server_id)
  replace_shares(server_id, hash(server_usage_key(server_id)), {})
  redis.call('SREM', USAGE_SERVERS, server_id)
end

-- Scalelite removes servers without a word.
local function drop_shares_of_removed_servers()
  for _, id in ipairs(redis.call('SDIFF', USAGE_SERVERS, SERVERS)) do
    drop_shares(id)
  end
end

local function used(tenant, field)
  return tonumber(redis.call('HGET', tenant_usage_key(tenant), field) or 0)
end

local function room_for_meeting(tenant, limit)
  return used(tenant, 'meetings') < limit
end

local function room_for_users(tenant, joining, limit)
  return used(tenant, 'users') + joining <= limit
end

-- Users whom the next poll may not see yet are remembered with the time.
local function let_in(rec, tenant, joining)
  local joined = joined_key(rec.server_id)
  local present = users_and_tenant(share_of(rec.server_id, rec.name) or '0 ')
  note_users(rec.server_id, tenant, rec.name, present + joining)
  redis.call('HINCRBY', joined, math.floor(now_ms() / JOIN_BUCKET_MS) .. ':' .. rec.name, joining)
  redis.call('EXPIRE', joined, RESERVATION_SECONDS)
end

-- By record, the users who were let into meetings of a server after its poll was sent, in case of doubt too; older ones are
-- in its figures, and no user was admitted at a time that lies ahead.
local function joined_since(id, sent)
  local key, later, now = joined_key(id), {}, now_ms()
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
