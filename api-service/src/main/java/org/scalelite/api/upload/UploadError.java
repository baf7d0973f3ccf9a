package org.scalelite.api.upload;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The reason for rejecting an upload.
 *
 * @param status of HTTP
 * @param error cause and remedy in one line
 * @param offset where the sender has to continue, if it sent another one
 */
record UploadError(int status, String error, OptionalLong offset) {
    private static final int BYTES_PER_MIB = 1 << 20;

    static UploadError recordingsOff() {
        return error(404, "this load balancer keeps no recordings (RECORDING_DISABLED or DB_DISABLED)");
    }

    static UploadError malformed(String what) {
        return error(400, what);
    }

    static UploadError recordId() {
        return malformed("the path must end in RECORD_ID.tar, the id of at most 200 letters, digits, '.', '_' and '-'");
    }

    static UploadError notSigned() {
        return error(
                401,
                "the token is missing, has expired, or no server of the pool has signed it: compare the secret of the BBB"
                        + " server (bbb-conf --secret) with the one in \"scalelite servers list --long\", and both clocks");
    }

    static UploadError claims(String what) {
        return error(401, "the token " + what);
    }

    static UploadError offset(long size) {
        return new UploadError(
                409, "%d bytes of this archive are here: go on there".formatted(size), OptionalLong.of(size));
    }

    static UploadError tooLarge(long size, long limit) {
        return error(
                413,
                "the archive has %d MiB, and RECORDING_MAX_GIB allows %d".formatted(mebibytes(size), mebibytes(limit)));
    }

    static UploadError differs() {
        return error(
                422, "what came does not have the announced SHA-256 and was removed: send it again from the start");
    }

    static UploadError claimed() {
        return error(423, "another upload of this archive is under way: try again in a minute");
    }

    static UploadError tooMany() {
        return error(
                429,
                "too many tokens that no server of the pool has signed came from this address: try again in a minute");
    }

    static UploadError redisUnavailable() {
        return error(503, "Redis does not answer, so the token cannot be verified: try again later");
    }

    static UploadError spool(Path directory, String cause) {
        return error(
                503,
                "the spool directory %s (RECORDING_SPOOL_DIR) cannot be used: %s. Create it or mount it, writable for the API"
                        .formatted(directory, cause));
    }

    static UploadError noSpace(Path directory, long needed, long free) {
        return error(
                507,
                "the spool directory %s (RECORDING_SPOOL_DIR) has %d MiB free, and %d MiB are still to come: make room"
                        .formatted(directory, mebibytes(free), mebibytes(needed)));
    }

    private static UploadError error(int status, String error) {
        return new UploadError(status, error, OptionalLong.empty());
    }

    private static long mebibytes(long bytes) {
        return Math.ceilDiv(bytes, BYTES_PER_MIB);
    }
}
