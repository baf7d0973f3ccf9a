package org.scalelite.importer.archive;

/** An archive that can never be imported; the message says why, to an operator. */
public final class ArchiveRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Refuses an archive for this reason. */
    public ArchiveRefusedException(String reason) {
        super(reason);
    }
}
