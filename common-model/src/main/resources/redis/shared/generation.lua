-- The generation id distinguishes a registry that is empty because everything was removed from one that was lost: only an
-- emptied Redis has none.

local function generation_id()
  return redis.call('GET', GENERATION_ID) or ''
end

local function has_servers()
  return redis.call('EXISTS', SERVERS) == 1
end

-- Every script that changes servers or tenants enters it there; Scalelite does not.
local function newest_change()
  local newest = redis.call('XREVRANGE', AUDIT_LOG, '+', '-', 'COUNT', 1)[1]
  return newest and newest[1] or ''
end
