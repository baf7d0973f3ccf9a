-- A database as Scalelite leaves it, written by hand from section 4 of the specification, with rows in it.
create table schema_migrations (version varchar primary key);
insert into schema_migrations values ('20210225211149'), ('20231207142803');
create table ar_internal_metadata (key varchar primary key, value varchar, created_at timestamp(6) not null, updated_at timestamp(6) not null);
create table recordings (
    id bigserial primary key, record_id varchar, meeting_id varchar, name varchar, published boolean not null default false,
    participants int, state varchar, starttime timestamp, endtime timestamp, deleted_at timestamp,
    protected boolean not null default false, publish_updated boolean not null default false);
create unique index index_recordings_on_record_id on recordings (record_id);
create index index_recordings_on_meeting_id on recordings (meeting_id);
create table metadata (id bigserial primary key, recording_id bigint, key varchar, value varchar);
create unique index index_metadata_on_recording_id_and_key on metadata (recording_id, key);
create table playback_formats (
    id bigserial primary key, recording_id bigint, format varchar, url varchar, length int, processing_time int);
create unique index index_playback_formats_on_recording_id_and_format on playback_formats (recording_id, format);
create table thumbnails (
    id bigserial primary key, playback_format_id bigint, width int, height int, alt varchar, url varchar, sequence int);
create index index_thumbnails_on_playback_format_id on thumbnails (playback_format_id);
create table callback_data (
    id bigserial primary key, meeting_id varchar, recording_id int, callback_attributes text,
    created_at timestamp(6) not null, updated_at timestamp(6) not null);
create index index_callback_data_on_meeting_id on callback_data (meeting_id);

insert into recordings (record_id, meeting_id, name, published, participants, state, starttime, endtime)
values ('0e9770ee13188deca3cd34f598eb93650a2f97c3-1767603600123', 'room-1', 'Biology 101', true, 3, 'published',
        '2026-01-05 09:00:00.123', '2026-01-05 10:00:00.999');
insert into metadata (recording_id, key, value) values (1, 'bbb-origin', 'Moodle'), (1, 'gl-listed', '');
insert into playback_formats (recording_id, format, url, length, processing_time)
values (1, 'presentation', '/playback/presentation/2.3/0e9770ee13188deca3cd34f598eb93650a2f97c3-1767603600123', 59, 7177);
insert into thumbnails (playback_format_id, width, height, alt, url, sequence)
values (1, 176, 136, 'Welcome', '/presentation/0e97/thumb-1.png', 0);
insert into callback_data (meeting_id, recording_id, callback_attributes, created_at, updated_at) values
    ('room-1', 1, E'---\n:recording_ready_url: https://moodle.example.org/old\n', now(), now()),
    ('room-1', null, E'---\n:recording_ready_url: https://moodle.example.org/new\n', now(), now());
