-- → wanted kinds, then id, state and ids of our hooks at each server that was checked
local answer = redis.call('HGETALL', SERVER_HOOKS)
table.insert(answer, 1, redis.call('GET', WANTED_HOOKS) or '')
return answer
