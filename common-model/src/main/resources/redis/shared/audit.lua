--include shared/arguments

local SECRET_FIELDS = set_of({'secret', 'secrets', 'lrs_basic_token', 'lrs_password', 'kc_client_secret', 'kc_password'})

-- Who changed what, written by the very script that changes it. Only fields that differ are kept, secrets not at all.
local function audit(actor, action, subject, before, after)
  local function differing(fields, others)
    local different = {}
    for field, value in pairs(fields) do
      if others[field] ~= value then
        different[field] = SECRET_FIELDS[field] and '(hidden)' or value
      end
    end
    return different
  end
  local old, new = differing(before, after), differing(after, before)
  if next(old) or next(new) then
    redis.call('XADD', AUDIT_LOG, 'MAXLEN', '~', AUDIT_ENTRIES, '*', 'actor', actor, 'action', action,
      'subject', subject, 'before', cjson.encode(old), 'after', cjson.encode(new))
  end
end
