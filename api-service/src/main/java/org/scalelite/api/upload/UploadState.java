package org.scalelite.api.upload;

/** How much of an archive is here. */
sealed interface UploadState {

    /** All of it, verified and where importers find it. */
    record Stored() implements UploadState {}

    /**
     * The beginning of it.
     *
     * @param offset how many bytes
     */
    record Partial(long offset) implements UploadState {}
}
