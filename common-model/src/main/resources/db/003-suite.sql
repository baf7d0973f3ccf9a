--liquibase formatted sql

-- What Scalelite does not have. It neither reads nor trips over any of it.

--changeset suite:callback-origin
-- Which server hosts the meeting, whose tenant it is, and which secret signed its create (a hint, not the secret).
-- Rooms are used again: what an earlier server has to say of its meeting may come after the next one began elsewhere.
alter table callback_data add column server_id varchar;
alter table callback_data add column earlier_servers varchar[] not null default '{}';
alter table callback_data add column tenant_id varchar;
alter table callback_data add column signer varchar;
-- By Redis' clock: of two orders the later one counts, in whatever order they come here.
alter table callback_data add column ordered_at timestamptz;
alter table callback_data alter column created_at set default (now() at time zone 'utc');
alter table callback_data alter column updated_at set default (now() at time zone 'utc');
-- The meeting id stays as the front-end gave it, because Scalelite looks for that; tenants may share one.
create unique index callback_data_by_meeting on callback_data (meeting_id, coalesce(tenant_id, ''));

--changeset suite:outbound-callbacks
create table outbound_callbacks (
    id bigserial primary key,
    kind varchar not null,
    meeting_id varchar not null,
    record_id varchar,
    tenant_id varchar,
    url text not null,
    destination varchar not null,
    payload text,
    signer varchar,
    state varchar not null default 'pending',
    attempts integer not null default 0,
    last_error text,
    next_attempt_at timestamptz not null default now(),
    claimed_until timestamptz,
    give_up_at timestamptz not null,
    created_at timestamptz not null default now(),
    finished_at timestamptz
);
create index outbound_callbacks_due on outbound_callbacks (next_attempt_at) where state = 'pending';
create unique index outbound_callbacks_of_recording on outbound_callbacks (record_id, url) where kind = 'recording_ready';

--changeset suite:recording-imports
create table recording_imports (
    archive varchar primary key,
    state varchar not null,
    step varchar,
    attempts integer not null default 0,
    owner varchar,
    lease_until timestamptz,
    next_attempt_at timestamptz not null default now(),
    last_error text,
    bytes bigint,
    fingerprint varchar,
    fence bigint not null default 0,
    moves text,
    leftovers text,
    started_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

--changeset suite:text-tracks
create table text_tracks (
    id bigserial primary key,
    recording_id bigint not null,
    kind varchar not null,
    lang varchar not null,
    label varchar not null,
    source varchar not null,
    content text not null,
    created_at timestamptz not null default now()
);
create unique index text_tracks_of_recording on text_tracks (recording_id, kind, lang);
