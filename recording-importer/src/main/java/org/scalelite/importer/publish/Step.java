package org.scalelite.importer.publish;

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
    REMOVED
}
