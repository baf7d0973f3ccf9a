-- How many users a meeting is expected to get on its server, and how many of them have not joined yet (docs/placement.md).
--include shared/records

local BREAKOUT = '0 -1'

local function member(tenant, id)
  return tenant .. ':' .. id
end

local function users_left(value)
  local expected, left = string.match(value or '', '^(%d+) (-?%d+)')
  return tonumber(expected), tonumber(left)
end
