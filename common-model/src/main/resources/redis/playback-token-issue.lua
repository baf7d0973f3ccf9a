-- One-time tokens for protected recordings.
-- 2 life in ms, then token and value of each

for i = 3, #ARGV - 1, 2 do
  redis.call('SET', playback_token_key(ARGV[i]), ARGV[i + 1], 'PX', ARGV[2])
end
return {}
