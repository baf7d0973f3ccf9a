--liquibase formatted sql

--changeset suite:hooks
-- Hooks of front-ends (docs/adr/0050). A disabled one stays for operators; its URL may be registered again.
create table hooks (
    id varchar primary key,
    tenant_id varchar,
    callback_url text not null,
    -- The host that the front-end called, without tenant the load balancer's.
    domain varchar not null,
    meeting_id text,
    event_ids text,
    raw boolean not null,
    -- Which secret signed the call; a hint, not the secret.
    signer varchar,
    created_at timestamptz not null default now(),
    disabled_at timestamptz,
    last_error text
);
-- A URL may be longer than an entry of an index.
create unique index hooks_by_url on hooks (coalesce(tenant_id, ''), md5(callback_url)) where disabled_at is null;
