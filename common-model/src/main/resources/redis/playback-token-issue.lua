-- One-time tokens for protected recordings.
-- 2 life in ms, then token and value of each
--include shared/prefix

for i = 3, #ARGV - 1, 2 do
  redis.call('SET', P .. 'protector_token_' .. ARGV[i], ARGV[i + 1], 'PX', ARGV[2])
end
return {}
