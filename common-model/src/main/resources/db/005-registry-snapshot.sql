--liquibase formatted sql

--changeset suite:registry-snapshots
-- What operators have said of servers and tenants, written behind every change in Redis: for a Redis that has lost it.
-- Nobody reads it for anything else. Secrets are in it, as they are in Redis.
create table registry_snapshots (
    namespace varchar primary key,
    -- As the Redis has it that this was read from; an emptied Redis has none.
    mark varchar not null,
    document text not null,
    saved_at timestamptz not null default now(),
    -- When it was last found to be what Redis has.
    confirmed_at timestamptz not null default now(),
    restored_at timestamptz,
    -- What a Redis of another mark had: put aside, not lost, when this one's took its place.
    earlier_document text,
    earlier_saved_at timestamptz
);
