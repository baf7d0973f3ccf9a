-- Enters a change of something that is not in Redis.
-- 2 who, 3 action, 4 subject, 5 fields before, 6 fields after, as JSON
--include shared/audit

audit(ARGV[2], ARGV[3], ARGV[4], cjson.decode(ARGV[5]), cjson.decode(ARGV[6]))
return {}
