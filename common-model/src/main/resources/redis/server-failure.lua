-- A server failed real traffic.
-- 2 id, 3 how
-- → changed if it is suspect from now on, else same
--include shared/health

return {report_failure(ARGV[2], ARGV[3]) and 'changed' or 'same'}
