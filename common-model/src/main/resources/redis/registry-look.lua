-- Whether the registry was lost, and whether somebody has changed it; cheap enough for every second.
-- → the mark (empty: none), 1 if there are servers, else 0, and the newest entry of the audit log (empty: none)
--include shared/generation

return {generation_id(), has_servers() and '1' or '0', newest_change()}
