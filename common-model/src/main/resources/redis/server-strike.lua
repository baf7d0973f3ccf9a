-- A server failed real traffic.
-- 2 id
-- → struck

strike(ARGV[2])
return {'struck'}
