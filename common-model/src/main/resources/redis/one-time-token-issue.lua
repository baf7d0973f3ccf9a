-- Issues one-time tokens.
-- 2 life in ms, then key without the namespace and value of each
-- → nothing

for i = 3, #ARGV - 1, 2 do
  redis.call('SET', P .. ARGV[i], ARGV[i + 1], 'PX', ARGV[2])
end
return {}
