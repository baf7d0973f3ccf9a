--liquibase formatted sql

--changeset suite:meeting-history
-- The history of meetings, as polls have seen them. It has no users. Rows are updated by each poll of their server.
create table meeting_runs (
    internal_id varchar not null,
    server_id varchar not null,
    host varchar not null,
    tenant_id varchar,
    meeting_id varchar not null,
    created_at timestamptz not null,
    -- By the clock of Redis, like ended_at, which is null while the meeting runs.
    last_seen_at timestamptz not null,
    ended_at timestamptz,
    peak_users integer not null default 0,
    user_millis bigint not null default 0,
    recorded boolean not null default false,
    primary key (internal_id, server_id)
) with (fillfactor = 70);
create index meeting_runs_newest_first on meeting_runs (created_at desc, internal_id desc, server_id desc);
-- A meeting id may be longer than an entry of another index can be.
create index meeting_runs_by_meeting on meeting_runs using hash (meeting_id);
create index meeting_runs_running on meeting_runs (server_id) where ended_at is null;

--changeset suite:pool-samples
-- Servers in each minute of the last day, for charts.
create table pool_samples (
    sampled_at timestamptz not null,
    server_id varchar not null,
    meetings integer not null,
    users integer not null,
    load double precision not null,
    primary key (sampled_at, server_id)
);
