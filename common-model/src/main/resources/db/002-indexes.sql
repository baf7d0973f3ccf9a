--liquibase formatted sql

-- What large installations need and Scalelite lacks (specification, section 4, "Better").

--changeset suite:indexes
create index if not exists recordings_newest_first on recordings (starttime desc, id desc);
create index if not exists recordings_by_state on recordings (state, starttime desc, id desc);
create index if not exists recordings_by_meeting on recordings (meeting_id, starttime desc, id desc);
create index if not exists recordings_by_prefix on recordings (record_id varchar_pattern_ops);
-- A value may be longer than an index entry can be; its hash never is.
create index if not exists metadata_by_value on metadata (key, md5(value), recording_id);
create index if not exists playback_formats_by_recording on playback_formats (recording_id);

--changeset suite:one-callback-row-a-meeting
-- Scalelite reads the newest row of a meeting; the older ones of the same meeting have no reader.
delete from callback_data older using callback_data newer
    where older.meeting_id = newer.meeting_id and older.id < newer.id;
