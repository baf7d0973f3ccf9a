package org.scalelite.cli.check;

import java.util.Locale;

/** What is measured of the pool. */
enum Metric {
    /** Servers that may get new meetings. */
    AVAILABLE,
    /** Enabled and cordoned servers that are offline. */
    OFFLINE,
    SUSPECT,
    MEETINGS,
    USERS,
    /** The lowest load of an available server. */
    LOAD,
    /** Seconds since the newest poll. */
    POLL_AGE;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    String unit() {
        return this == POLL_AGE ? "s" : "";
    }
}
