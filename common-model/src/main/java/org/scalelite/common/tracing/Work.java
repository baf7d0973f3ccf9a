package org.scalelite.common.tracing;

import io.opentelemetry.api.trace.SpanKind;
import java.net.URI;
import java.util.Map;

/**
 * Work that a span shows. Attributes hold no secrets, names of users or queries.
 *
 * @param name one of a limited number
 */
public record Work(String name, Kind kind, Map<String, String> attributes) {
    static final String SUCCESS = "SUCCESS";

    private static final int MAX_LENGTH = 256;

    public Work {
        attributes = Map.copyOf(attributes);
    }

    /** The side of a call that works. */
    public enum Kind {
        /** It was called. */
        SERVER,
        /** It calls another program. */
        CLIENT,
        /** It does neither. */
        INTERNAL
    }

    SpanKind spanKind() {
        return switch (kind) {
            case SERVER -> SpanKind.SERVER;
            case CLIENT -> SpanKind.CLIENT;
            case INTERNAL -> SpanKind.INTERNAL;
        };
    }

    /** A call to a BBB server. */
    public static Work callTo(URI server, String call) {
        return new Work(
                "bbb " + call,
                Kind.CLIENT,
                Map.of(
                        "bbb.call",
                        call,
                        "server.address",
                        String.valueOf(server.getHost()),
                        "server.port",
                        port(server)));
    }

    private static String port(URI server) {
        String standard = "https".equals(server.getScheme()) ? "443" : "80";
        return server.getPort() < 0 ? standard : String.valueOf(server.getPort());
    }

    /** A script in Redis. */
    public static Work script(String name) {
        return new Work("redis " + name, Kind.CLIENT, Map.of("db.system.name", "redis", "db.operation.name", name));
    }

    /** Text from outside as the value of an attribute. */
    public static String value(String text) {
        return text.substring(0, Math.min(text.length(), MAX_LENGTH));
    }
}
