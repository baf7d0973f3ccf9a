package org.scalelite.api.upload;

/** The state of an upload. */
sealed interface UploadState {

    /** Complete, verified and visible to importers. */
    record Stored() implements UploadState {}

    /**
     * Incomplete.
     *
     * @param offset bytes stored
     */
    record Partial(long offset) implements UploadState {}
}
