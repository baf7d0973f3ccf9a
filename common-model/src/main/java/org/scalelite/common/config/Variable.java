package org.scalelite.common.config;

import java.util.Optional;

/**
 * One environment variable of the suite.
 *
 * @param alias a second name in Scalelite; the first name takes precedence
 * @param fallback the default as text; empty if there is none
 * @param meaning one sentence for the configuration table
 */
public record Variable<T>(
        String name, Optional<String> alias, ValueType<T> type, String fallback, Group group, String meaning) {

    /** A heading of the configuration table. */
    public enum Group {
        REQUESTS("Requests"),
        STORES("Redis and PostgreSQL"),
        POLLER("Poller"),
        MEETINGS("Meetings"),
        RECORDINGS("Recordings"),
        TENANTS("Tenants"),
        ADMIN("Admin API"),
        DIAL_IN("Voice bridges and dial-in"),
        PROGRAM("Program");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        /** The heading. */
        public String title() {
            return title;
        }
    }

    /** The allowed values, for people. */
    public String allowed() {
        return type.allowed();
    }

    T parse(String text) {
        return type.parser().apply(text);
    }
}
