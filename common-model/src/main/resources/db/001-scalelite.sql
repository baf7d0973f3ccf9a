--liquibase formatted sql

-- The tables of Scalelite (specification, section 4). On a database that Scalelite made they are there already and are
-- adopted as they are.

--changeset suite:recordings
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:t select to_regclass('recordings') is null
create table recordings (
    id bigserial primary key,
    record_id varchar,
    meeting_id varchar,
    name varchar,
    published boolean not null default false,
    participants integer,
    state varchar,
    starttime timestamp(6),
    endtime timestamp(6),
    deleted_at timestamp(6),
    protected boolean not null default false,
    publish_updated boolean not null default false
);
create unique index index_recordings_on_record_id on recordings (record_id);
create index index_recordings_on_meeting_id on recordings (meeting_id);

--changeset suite:metadata
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:t select to_regclass('metadata') is null
create table metadata (
    id bigserial primary key,
    recording_id bigint,
    key varchar,
    value varchar
);
create unique index index_metadata_on_recording_id_and_key on metadata (recording_id, key);

--changeset suite:playback-formats
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:t select to_regclass('playback_formats') is null
create table playback_formats (
    id bigserial primary key,
    recording_id bigint,
    format varchar,
    url varchar,
    length integer,
    processing_time integer
);
create unique index index_playback_formats_on_recording_id_and_format on playback_formats (recording_id, format);

--changeset suite:thumbnails
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:t select to_regclass('thumbnails') is null
create table thumbnails (
    id bigserial primary key,
    playback_format_id bigint,
    width integer,
    height integer,
    alt varchar,
    url varchar,
    sequence integer
);
create index index_thumbnails_on_playback_format_id on thumbnails (playback_format_id);

--changeset suite:callback-data
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:t select to_regclass('callback_data') is null
create table callback_data (
    id bigserial primary key,
    meeting_id varchar,
    recording_id integer,
    callback_attributes text,
    created_at timestamp(6) not null default (now() at time zone 'utc'),
    updated_at timestamp(6) not null default (now() at time zone 'utc')
);

--changeset suite:late-columns
-- Old Scalelite databases lack them.
alter table recordings add column if not exists deleted_at timestamp(6);
alter table recordings add column if not exists protected boolean not null default false;
alter table recordings add column if not exists publish_updated boolean not null default false;
