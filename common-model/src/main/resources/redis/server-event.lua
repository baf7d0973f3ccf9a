-- Enters an event of a server.
-- 2 server, 3 kind, 4 detail
-- → entered
--include shared/events

event(ARGV[2], ARGV[3], ARGV[4])
return {'entered'}
