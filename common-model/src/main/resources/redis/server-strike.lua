-- A server failed real traffic.
-- 2 id
-- → struck
--include shared/placement

strike(ARGV[2])
return {'struck'}
