-- Pollers listen. A user of Redis that may not publish costs a second: they look that often.

local function notify_pollers(what)
  redis.pcall('PUBLISH', POLL_CHANNEL, what)
end
