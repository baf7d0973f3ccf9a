-- A server failed real traffic.
-- 2 id, 3 how
-- → struck
--include shared/health

strike(ARGV[2], ARGV[3])
return {'struck'}
