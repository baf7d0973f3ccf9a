-- Answers fields and values of the inbox, about as many as asked for.
-- 2 limit
-- → field, value, field, value
local limit = tonumber(ARGV[2])
local found = {}
local cursor = '0'
repeat
  local page = redis.call('HSCAN', CALLBACK_INBOX, cursor, 'COUNT', limit)
  cursor = page[1]
  for _, text in ipairs(page[2]) do
    found[#found + 1] = text
  end
until cursor == '0' or #found >= 2 * limit
return found
