-- The mark tells a registry that is empty because everything was removed from one that was lost: only an emptied Redis
-- has no mark.
--include shared/prefix

local MARK = P .. 'v2:registry_mark'

local function mark()
  return redis.call('GET', MARK) or ''
end

local function has_servers()
  return redis.call('EXISTS', P .. 'servers') == 1
end

-- Every script that changes servers or tenants enters it there; Scalelite does not.
local function newest_change()
  local newest = redis.call('XREVRANGE', P .. 'v2:audit', '+', '-', 'COUNT', 1)[1]
  return newest and newest[1] or ''
end
