package org.scalelite.simulator.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.call.ApiCall;

/** The checks that come first and alone: checksum and content type (BBB API reference, sections 2.4, 2.5 and 3.1). */
public final class ChecksumGate {

    private static final ApiError MISSING = new ApiError("checksumError", "You must provide the checksum");
    private static final ApiError WRONG = new ApiError("checksumError", "Checksums do not match");
    private static final ApiError RECORDING =
            new ApiError("checksumError", "You did not pass the checksum security check");
    private static final ApiError HOOKS =
            new ApiError("checksumError", "You did not pass the checksum security check.");
    private static final ApiError CONTENT_TYPE =
            new ApiError("unsupportedContentType", "POST request Content-Type is missing or unsupported");

    private final String secret;
    private final Set<String> hashes;

    public ChecksumGate(String secret, Set<String> hashes) {
        this.secret = secret;
        this.hashes = hashes;
    }

    /** What is wrong with the request, or null. */
    @Nullable
    public ApiError check(ApiCall call, ApiRequest request) {
        ApiError error = checksumError(call, request);
        if (error != null) {
            return call.isHookCall() ? HOOKS : call.isRecordingCall() ? RECORDING : error;
        }
        return request.body().length == 0 || call.accepts(request.contentType()) ? null : CONTENT_TYPE;
    }

    /** The error of a server that finds every checksum wrong. */
    public ApiError refusal(ApiCall call) {
        return call.isRecordingCall() ? RECORDING : WRONG;
    }

    /** The checksum that a server puts into its own links. */
    public String sign(String call, String query) {
        return Checksum.SHA1.of(call, query, secret);
    }

    private @Nullable ApiError checksumError(ApiCall call, ApiRequest request) {
        if (secret.isEmpty()) {
            return null;
        }
        String given = request.parameters().get("checksum");
        if (given == null || given.isEmpty()) {
            return MISSING;
        }
        // The newest 3.0 refuses a repeated checksum; the strict rule finds a client that signs twice.
        if (request.parameters().count("checksum") > 1 || request.repeatsParameterInBody()) {
            return WRONG;
        }
        Checksum checksum = Checksum.ofLength(given.length());
        if (checksum == null || !hashes.contains(checksum.settingName())) {
            return WRONG;
        }
        // 3.0 signs the URL only: for a form that holds everything this is the empty query.
        String query = Checksum.cutOut(request.rawQuery(), given);
        return equalInConstantTime(checksum.of(call.callName(), query, secret), given.toLowerCase(Locale.ROOT))
                ? null
                : WRONG;
    }

    private static boolean equalInConstantTime(String expected, String given) {
        int difference = expected.length() ^ given.length();
        for (int i = 0; i < Math.min(expected.length(), given.length()); i++) {
            difference |= expected.charAt(i) ^ given.charAt(i);
        }
        return difference == 0;
    }
}
