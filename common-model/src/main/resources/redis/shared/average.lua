-- The sizes that meetings of a tenant have on average.
--include shared/past

local FEWEST_RUNS, MOST_RUNS = 5, 50

local function average_of(tenant)
  local runs, average = string.match(redis.call('HGET', AVERAGE_USERS, tenant) or '', '^(%d+) ([%d.]+)$')
  return tonumber(runs or 0), tonumber(average or 0)
end

-- A meeting of a tenant has ended: its size enters the tenant's average.
local function note_size(tenant, id)
  local size = tenant ~= '' and past_users(tenant, id)
  if size then
    local runs, average = average_of(tenant)
    runs = math.min(runs + 1, MOST_RUNS)
    redis.call('HSET', AVERAGE_USERS, tenant, string.format('%d %.2f', runs, average + (size - average) / runs))
  end
end
