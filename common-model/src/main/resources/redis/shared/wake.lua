-- Pollers listen. A user of Redis that may not publish costs a second: they look that often.
--include shared/prefix

local function wake_pollers(what)
  redis.pcall('PUBLISH', P .. 'v2:poll', what)
end
