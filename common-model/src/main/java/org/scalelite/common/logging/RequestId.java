package org.scalelite.common.logging;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/** The id of a request: in the log lines of all that it causes, and in the requests to BBB servers and front-ends. */
public final class RequestId {
    /** Carries the id from nginx and to others. */
    public static final String HEADER = "X-Request-Id";

    /** Names the id in the diagnostic context of the log. */
    public static final String KEY = "request_id";

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** The id that a client has sent, if it has sent one and that is well-formed; otherwise a new one. */
    public static String of(List<String> sent) {
        return sent.size() == 1 && WELL_FORMED.matcher(sent.getFirst()).matches() ? sent.getFirst() : create();
    }

    /** A new id. */
    public static String create() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    /** The id of the request that the present thread works on. */
    public static Optional<String> current() {
        return Optional.ofNullable(MDC.get(KEY));
    }
}
