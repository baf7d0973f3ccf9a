-- Sets the log level of all services for some time, or ends that.
-- 2 who, 3 logger=level or nothing, 4 ms until it expires
--include shared/audit

local before = redis.call('GET', LOG_LEVEL)
if ARGV[3] == '' then
  redis.call('DEL', LOG_LEVEL)
else
  redis.call('SET', LOG_LEVEL, ARGV[3], 'PX', ARGV[4])
end
audit(ARGV[2], 'log_level', 'services', {level = before or nil}, {level = ARGV[3] ~= '' and ARGV[3] or nil})
return {}
