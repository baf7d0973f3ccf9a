package org.scalelite.api.edge;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbXml;

/**
 * An error in the form of the interface that was called: BBB's XML, JSON of the admin API, else plain text. It never
 * holds anything of the request.
 *
 * @param type of the content
 */
record ErrorBody(String type, byte[] content) {
    private static final String BBB = "/bigbluebutton";
    private static final String ADMIN_API = "/scalelite/api";

    /** Netty's name for a request whose line it could not read: most are calls of the BBB API with too long a query. */
    private static final String UNREADABLE = "/bad-request";

    /** The error for whoever called this path. */
    static ErrorBody of(String path, BbbError error) {
        if (isBbb(path) || path.equals(UNREADABLE)) {
            return new ErrorBody("application/xml; charset=utf-8", BbbXml.failed(error));
        }
        return path.startsWith(ADMIN_API)
                ? new ErrorBody("application/json; charset=utf-8", AdminJson.write(Map.of("error", error.message())))
                : new ErrorBody("text/plain; charset=utf-8", (error.message() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a path is one of BBB's, whose errors have status 200 as far as they are answers to calls. */
    static boolean isBbb(String path) {
        return path.startsWith(BBB);
    }

    @Override
    public String toString() {
        return "ErrorBody[" + type + "]";
    }
}
