package org.scalelite.common.redis;

import java.util.Set;

/** Policy of the registry that the Lua scripts apply. Each finds the numbers that it uses under these names. */
enum ScriptPolicy {
    /** A poll without an answer counts as confirmation of another's: longer than the polls of two pollers, one by one. */
    UNREACHED_MS("60000"),

    /** An answer to a call of an API replica speaks against a poll without one; replicas report every two seconds. */
    REACHED_MS("10000"),

    /** How long new meetings wait for servers that have not reported theirs, after a time without any server. */
    UNCONFIRMED_SECONDS("15"),

    /** Servers with failures are excluded from placement as long as more than this share of the enabled ones is left. */
    MIN_PLACEMENT_SHARE("0.5"),

    /** No unconfirmed failure takes more than this share of the enabled servers offline. */
    MAX_OFFLINE_SHARE("0.5"),

    /** Polls in a row that have to find a cordoned server empty before it is disabled. */
    DRAINED_POLLS("2"),

    /** How long a list of meetings that was asked for before does not bring back a forgotten one: longer than a poll takes. */
    FORGOTTEN_MS("120000"),

    /** How long a stale copy of a meeting is remembered. */
    STALE_COPY_SECONDS("86400"),

    /** How long load is remembered that was promised to a server which no poller polls any more. */
    RESERVATION_SECONDS("86400"),

    EVENTS_KEPT("200"),

    AUDIT_ENTRIES("10000");

    private final String value;

    ScriptPolicy(String value) {
        this.value = value;
    }

    /** Defines it in Lua, if a script has the word. */
    String lua(Set<String> words) {
        return words.contains(name()) ? "local %s = %s\n".formatted(name(), value) : "";
    }
}
