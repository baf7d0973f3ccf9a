-- How many users a new meeting is expected to get.
--include shared/average

-- What a create knows of the size of its meeting, from these arguments: users (empty: not known), what tells them,
-- most users (empty: no limit), users without any knowledge, 1 if past meetings tell the size, load of a user, load of a meeting.
local function size_from(i)
  return {users = tonumber(ARGV[i]), basis = ARGV[i + 1], most = tonumber(ARGV[i + 2]), otherwise = tonumber(ARGV[i + 3]),
    predicted = ARGV[i + 4] == '1', user_load = tonumber(ARGV[i + 5]), meeting_load = tonumber(ARGV[i + 6])}
end

local SIZE_ARGUMENTS = 7

-- → the expected users, and what tells them: the front-end, past meetings, or nothing
local function expected_users(tenant, id, size)
  if size.users then
    return size.users, size.basis
  end
  local users, basis = size.otherwise, 'minimum'
  local past = size.predicted and past_users(tenant, id)
  if past then
    users, basis = past, 'past'
  elseif size.predicted and tenant ~= '' then
    local runs, average = average_of(tenant)
    if runs >= FEWEST_RUNS then
      users, basis = math.max(1, math.floor(average + 0.5)), 'average'
    end
  end
  if size.most and size.most < users then
    return size.most, 'max_participants'
  end
  return users, basis
end
