-- Uses up a token if it is for this file, or only checks that.
-- 2 token, 3 target, 4 consume or keep
-- → nothing, or ok

local key = text_track_key(ARGV[2])
if redis.call('GET', key) ~= ARGV[3] then
  return {}
end
if ARGV[4] == 'consume' then
  redis.call('DEL', key)
end
return {'ok'}
