package org.scalelite.api.http;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a browser gets.
 *
 * @param headers besides the length of the content, and cookies
 * @param cookies each as the value of a header Set-Cookie
 */
public record PageAnswer(int status, Map<String, String> headers, List<String> cookies, Content content) {
    public PageAnswer {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        cookies = List.copyOf(cookies);
    }

    /** An answer without cookies. */
    public PageAnswer(int status, Map<String, String> headers, Content content) {
        this(status, headers, List.of(), content);
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

    /** The same with these cookies. */
    public PageAnswer withCookies(List<String> others) {
        return new PageAnswer(status, headers, others, content);
    }

    /** The cookies open recordings. */
    @Override
    public String toString() {
        return "PageAnswer[" + status + ", " + content.getClass().getSimpleName() + "]";
    }
}
