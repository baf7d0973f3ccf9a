-- Uses a one-time token up, if it is for this format of this recording, or only checks that.
-- 2 token, 3 record id, 4 format, 5 consume or keep
-- → opened, or nothing

local key = playback_token_key(ARGV[2])
local value = redis.call('GET', key)
if not value then
  return {}
end
local sound, door = pcall(cjson.decode, value)
if not sound or type(door) ~= 'table' or door.record_id ~= ARGV[3] or door.format ~= ARGV[4] then
  return {}
end
if ARGV[5] == 'consume' then
  redis.call('DEL', key)
end
return {'opened'}
