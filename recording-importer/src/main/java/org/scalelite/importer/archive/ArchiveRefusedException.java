package org.scalelite.importer.archive;

/** An archive that can never be imported; the message tells an operator why. */
public final class ArchiveRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public ArchiveRefusedException(String reason) {
        super(reason);
    }
}
