-- Load, meetings and users that were promised to a server, and that its polls do not know yet.
--include shared/candidates
--include shared/expected

local function add_load(id, amount)
  -- XX: membership is the poller's to give.
  local load = redis.call('ZADD', SERVER_LOAD, 'XX', 'INCR', text(amount), id)
  if not load then
    redis.call('ZADD', CORDONED_SERVER_LOAD, 'XX', 'INCR', text(amount), id)
    return
  end
  for _, set in ipairs(sets_of(candidate(id))) do
    redis.call('ZADD', set, 'XX', load, id)
  end
end

-- Load that the next poll's figure does not know yet is remembered by field.
local function reserve(id, field, amount)
  local key = reservations_key(id)
  add_load(id, amount)
  if tonumber(redis.call('HINCRBYFLOAT', key, field, text(amount))) == amount then
    -- A new field; the hash of a server that no poller polls any more expires.
    redis.call('EXPIRE', key, RESERVATION_SECONDS)
  end
end

local function has_limit(c)
  return c.max_meetings or c.max_users
end

-- What a server has for max_meetings and max_users: its meetings and users at the last poll, and what was added since.
local function add_held(server_id, meetings, users)
  if not has_limit(candidate(server_id)) then
    return
  end
  redis.call('HINCRBY', server_memory_key(server_id), 'held_meetings', meetings)
  -- Lua's -0 is no number for Redis.
  redis.call('HINCRBY', server_memory_key(server_id), 'held_users', string.format('%d', users))
end

-- left: of the expected users, those who have not joined; -1 for a breakout room, whose users are counted in its parent.
local function expect_users(server_id, tenant, id, expected, left)
  local key = expected_users_key(server_id)
  redis.call('HSET', key, member(tenant, id), string.format('%d %d', expected, left))
  redis.call('EXPIRE', key, RESERVATION_SECONDS)
end

-- A breakout room that was created here is known with its parent.
local function note_breakout(server_id, tenant, id, parent)
  redis.call('HSET', expected_users_key(server_id), member(tenant, id), BREAKOUT .. ' ' .. parent)
  redis.call('EXPIRE', expected_users_key(server_id), RESERVATION_SECONDS)
end

local function expected_of(server_id, tenant, id)
  return users_left(redis.call('HGET', expected_users_key(server_id), member(tenant, id)) or nil)
end

local function forget_expected(server_id, tenant, id)
  redis.call('HDEL', expected_users_key(server_id), member(tenant, id))
end

-- Of a meeting that no poll has counted.
local function return_held(server_id, tenant, id)
  local _, left = expected_of(server_id, tenant, id)
  if left and left >= 0 then
    add_held(server_id, -1, -left)
  end
end

-- → how many of the users who join have no place reserved
local function join_expected(server_id, tenant, id, joining)
  local expected, left = expected_of(server_id, tenant, id)
  if not left then
    return joining
  end
  if left < 0 then
    return 0
  end
  local arrived = math.min(left, joining)
  if arrived > 0 then
    expect_users(server_id, tenant, id, expected, left - arrived)
  end
  return joining - arrived
end
