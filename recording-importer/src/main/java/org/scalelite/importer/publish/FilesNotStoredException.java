package org.scalelite.importer.publish;

import java.io.IOException;

/** Files of a recording could not be put in place, so that its rows must not be written. */
final class FilesNotStoredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final IOException failure;

    FilesNotStoredException(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    IOException failure() {
        return failure;
    }
}
