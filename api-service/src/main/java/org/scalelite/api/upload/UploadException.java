package org.scalelite.api.upload;

/** Rejects an upload. */
final class UploadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient UploadError error;

    UploadException(UploadError error) {
        super(error.error());
        this.error = error;
    }

    UploadError error() {
        return error;
    }
}
