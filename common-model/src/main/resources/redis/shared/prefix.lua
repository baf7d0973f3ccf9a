-- ARGV[1] is the prefix of every key.
local P = ARGV[1]
