--liquibase formatted sql

--changeset suite:failed-archives
-- Archives that importers have put aside, by their names there; the files are the truth, this is what is known of them.
-- A table of its own: an importer of an earlier version removes rows of recording_imports whose archive it does not find.
create table failed_archives (
    archive varchar primary key,
    directory varchar not null,
    bytes bigint not null,
    attempts integer not null default 0,
    reason text not null,
    failed_at timestamptz not null default now(),
    retry_requested_at timestamptz,
    -- Why the last retry came to nothing.
    retry_error text,
    retry_failed_at timestamptz
);
