package org.scalelite.api.upload;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Why an upload is not taken.
 *
 * @param status of HTTP
 * @param error cause and cure in one line
 * @param offset where the sender has to go on, if that is what is wrong
 */
record Refusal(int status, String error, OptionalLong offset) {
    private static final int BYTES_A_MIB = 1 << 20;

    static Refusal recordingsOff() {
        return refusal(404, "this load balancer keeps no recordings (RECORDING_DISABLED or DB_DISABLED)");
    }

    static Refusal malformed(String what) {
        return refusal(400, what);
    }

    static Refusal recordId() {
        return malformed("the path must end in RECORD_ID.tar, the id of at most 200 letters, digits, '.', '_' and '-'");
    }

    static Refusal notSigned() {
        return refusal(
                401,
                "the token is missing, has expired, or no server of the pool has signed it: compare the secret of the BBB"
                        + " server (bbb-conf --secret) with the one in \"scalelite servers list\", and both clocks");
    }

    static Refusal claims(String what) {
        return refusal(401, "the token " + what);
    }

    static Refusal offset(long held) {
        return new Refusal(
                409, "%d bytes of this archive are here: go on there".formatted(held), OptionalLong.of(held));
    }

    static Refusal tooLarge(long size, long limit) {
        return refusal(
                413,
                "the archive has %d MiB, and RECORDING_MAX_GIB allows %d".formatted(mebibytes(size), mebibytes(limit)));
    }

    static Refusal differs() {
        return refusal(
                422, "what came does not have the announced SHA-256 and was removed: send it again from the start");
    }

    static Refusal claimed() {
        return refusal(423, "another upload of this archive is under way: try again in a minute");
    }

    static Refusal tooMany() {
        return refusal(
                429,
                "too many tokens that no server of the pool has signed came from this address: try again in a minute");
    }

    static Refusal redisUnavailable() {
        return refusal(503, "Redis does not answer, so the token cannot be verified: try again later");
    }

    static Refusal spool(Path directory, String cause) {
        return refusal(
                503,
                "the spool directory %s (RECORDING_SPOOL_DIR) cannot be used: %s. Create it or mount it, writable for the API"
                        .formatted(directory, cause));
    }

    static Refusal noSpace(Path directory, long needed, long free) {
        return refusal(
                507,
                "the spool directory %s (RECORDING_SPOOL_DIR) has %d MiB free, and %d MiB are still to come: make room"
                        .formatted(directory, mebibytes(free), mebibytes(needed)));
    }

    private static Refusal refusal(int status, String error) {
        return new Refusal(status, error, OptionalLong.empty());
    }

    private static long mebibytes(long bytes) {
        return Math.ceilDiv(bytes, BYTES_A_MIB);
    }
}
