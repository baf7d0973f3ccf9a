package org.scalelite.importer.publish;

import java.util.Locale;

/** The steps of an import, in this order (specification, section 11). A crash after any of them loses nothing. */
public enum Step {
    RECEIVED,
    UNPACKED,
    VERIFIED,
    SYNCED,
    PLANNED,
    ASIDE,
    STORED,
    INDEXED,
    REMOVED;

    /** As PostgreSQL has it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
