-- What scripts are told, and what hashes hold, as tables.

local function list(from, to)
  local values = {}
  for i = from, to do
    values[#values + 1] = ARGV[i]
  end
  return values
end

local function set_of(values)
  local set = {}
  for _, value in ipairs(values) do
    set[value] = true
  end
  return set
end

-- Arguments in pairs: field, value, field, value.
local function pairs_from(from)
  local fields = {}
  for i = from, #ARGV, 2 do
    fields[ARGV[i]] = ARGV[i + 1]
  end
  return fields
end

-- An empty value removes the field.
local function set_field(key, field, value)
  if value == '' then
    redis.call('HDEL', key, field)
  else
    redis.call('HSET', key, field, value)
  end
end

local function hash(key)
  local fields, values = {}, redis.call('HGETALL', key)
  for i = 1, #values, 2 do
    fields[values[i]] = values[i + 1]
  end
  return fields
end
