-- Puts what a create ordered into the inbox, with the time, before which no other order of the meeting counts.
-- 2 field: tenant:meeting, 3 order
local time = redis.call('TIME')
redis.call('HSET', CALLBACK_INBOX, ARGV[2], time[1] .. string.format('%06d', tonumber(time[2])) .. ' ' .. ARGV[3])
return {'put'}
