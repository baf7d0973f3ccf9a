-- The sizes that meetings had (docs/placement.md).
--include shared/expected

local DAY_MS, DAY = 86400000, 100000

-- As of a hint: a server may report any number.
local MOST_USERS = 10000

-- The share of a past size that counts on the next day, so that a meeting that became smaller is soon expected to be small.
local KEPT_NEXT_DAY = 0.8

-- Past sizes are in one sorted set of bounded size, by the hash of the meeting: DAY * day + users, so that the oldest and
-- smallest go first. Only users on a server enter a meeting there, not its creates.
local function past_score(of)
  return tonumber(redis.call('ZSCORE', PAST_USERS, redis.sha1hex(of)) or '')
end

local function past_users(tenant, id)
  local score = past_score(member(tenant, id))
  return score and score % DAY
end

-- → what the past of the meeting is from now on
local function remember_users(of, users)
  local today, score = math.floor(now_ms() / DAY_MS), past_score(of)
  local before = score and score % DAY or 0
  if score and math.floor(score / DAY) < today then
    before = math.ceil(before * KEPT_NEXT_DAY)
  end
  local after = today * DAY + math.min(math.max(users, before), MOST_USERS)
  if after ~= score then
    redis.call('ZADD', PAST_USERS, string.format('%.0f', after), redis.sha1hex(of))
  end
  return after
end

local function forget_past_users()
  local oldest = (math.floor(now_ms() / DAY_MS) - PAST_USERS_DAYS) * DAY
  redis.call('ZREMRANGEBYSCORE', PAST_USERS, '-inf', string.format('%.0f', oldest))
  redis.call('ZREMRANGEBYRANK', PAST_USERS, 0, -PAST_USERS_KEPT - 1)
end
