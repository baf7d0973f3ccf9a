-- Adds a server: disabled, offline.
-- 2 id, 3 url, 4 secret, 5 load multiplier, 6 tag (empty: none)
-- → added, or exists and the id of the server that has this id or url

local function normal(url)
  return (string.gsub(url, '/+$', ''))
end

local id, url = ARGV[2], ARGV[3]
for _, other in ipairs(redis.call('SMEMBERS', P .. 'servers')) do
  if other == id or normal(redis.call('HGET', P .. 'server:' .. other, 'url') or '') == normal(url) then
    return {'exists', other}
  end
end
redis.call('HSET', P .. 'server:' .. id, 'url', url, 'secret', ARGV[4], 'load_multiplier', ARGV[5],
  'state', 'disabled', 'online', 'false')
if ARGV[6] ~= '' then
  redis.call('HSET', P .. 'server:' .. id, 'tag', ARGV[6])
end
redis.call('SADD', P .. 'servers', id)
return {'added', id}
