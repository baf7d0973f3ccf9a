package org.scalelite.common.config;

import java.util.Optional;

/**
 * One environment variable of the suite.
 *
 * @param alias a second name that Scalelite knows for it; the first name wins
 * @param fallback the text that counts when the variable is not set; empty where there is no default
 * @param meaning one sentence for the configuration table
 */
public record Variable<T>(
        String name, Optional<String> alias, ValueType<T> type, String fallback, Group group, String meaning) {

    /** A heading of the configuration table. */
    public enum Group {
        FRONT_DOOR("Front door"),
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

        /** The heading as people read it. */
        public String title() {
            return title;
        }
    }

    /** What may be given, in words. */
    public String allowed() {
        return type.allowed();
    }

    T parse(String text) {
        return type.parser().apply(text);
    }
}
