-- Uses a one-time token up, if it has this value, or only checks that. Values are texts or JSON objects; those of Scalelite
-- may have their fields in another order.
-- 2 key without the namespace, 3 value, 4 consume or keep
-- → valid, or nothing

local function object(text)
  local sound, fields = pcall(cjson.decode, text)
  return sound and type(fields) == 'table' and fields or nil
end

local function is_same(stored, wanted)
  if stored == wanted then
    return true
  end
  local found, fields = object(stored), object(wanted)
  if not found or not fields then
    return false
  end
  for name, value in pairs(fields) do
    if found[name] ~= value then
      return false
    end
  end
  return true
end

local key = P .. ARGV[2]
local stored = redis.call('GET', key)
if not stored or not is_same(stored, ARGV[3]) then
  return {}
end
if ARGV[4] == 'consume' then
  redis.call('DEL', key)
end
return {'valid'}
