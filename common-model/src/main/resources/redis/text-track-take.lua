-- Uses up a token if it is for this file.
-- 2 token, 3 target
-- → nothing, or ok
--include shared/prefix

local key = P .. 'v2:text_track:' .. ARGV[2]
if redis.call('GET', key) ~= ARGV[3] then
  return {}
end
redis.call('DEL', key)
return {'ok'}
