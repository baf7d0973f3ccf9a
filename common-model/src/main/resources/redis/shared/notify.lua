-- Pollers subscribe. A user of Redis that may not publish costs a second: they ask for work that often.

local function notify_pollers(what)
  redis.pcall('PUBLISH', POLL_CHANNEL, what)
end
