package org.scalelite.api.edge;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a browser gets.
 *
 * @param headers besides the length of the content
 */
public record PageAnswer(int status, Map<String, String> headers, Content content) {
    public PageAnswer {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** What follows the headers. */
    public sealed interface Content {
        /** Nothing does. */
        record Nothing() implements Content {}

        /** A page. */
        record Html(String text) implements Content {}

        /** Some or all of the bytes of a file. */
        record Slice(Path file, long from, long length) implements Content {}
    }

    /** An answer without content. */
    public static PageAnswer empty(int status, Map<String, String> headers) {
        return new PageAnswer(status, headers, new Content.Nothing());
    }

    /** The headers may hold a cookie. */
    @Override
    public String toString() {
        return "PageAnswer[" + status + ", " + content.getClass().getSimpleName() + "]";
    }
}
