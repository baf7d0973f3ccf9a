package org.scalelite.importer.publish;

import org.scalelite.common.config.EnumText;

/** Is told how far an import is. */
@FunctionalInterface
public interface ImportSteps {

    void reached(String archive, Step step);

    /** The steps of an import, in this order (specification, section 11). A crash after any of them loses nothing. */
    public enum Step implements EnumText {
        RECEIVED,
        UNPACKED,
        VERIFIED,
        SYNCED,
        PLANNED,
        ASIDE,
        STORED,
        INDEXED,
        REMOVED;
    }
}
