package org.scalelite.api.http.cache;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What tells one version of an answer from another (RFC 9110, section 8.8.3).
 *
 * @param text as in the header {@code ETag}
 */
public record EntityTag(String text) {
    private static final String WEAK = "W/";

    /** The next one of a list, in which commas may follow each other. Possessive: each character is looked at once. */
    private static final Pattern LISTED =
            Pattern.compile("\\G[ \\t,]*+(?:W/)?+(\"[!#-~\\x80-\\uffff]*+\")[ \\t]*+(?:,|$)");

    /** A tag of answers that may differ in their bytes. */
    public static EntityTag weak(String opaque) {
        return new EntityTag(WEAK + '"' + opaque + '"');
    }

    /** A tag of answers that are equal byte for byte. */
    public static EntityTag strong(String opaque) {
        return new EntityTag('"' + opaque + '"');
    }

    /** Whether the client has this version, so that it needs no body. Only GET and HEAD ask for that. */
    public boolean isKnownTo(HttpRequest<?> request) {
        return (request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD)
                && isAmong(request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH));
    }

    /**
     * Whether a client that sent these headers has this version, by the weak comparison. Of a malformed list, what precedes
     * the error counts.
     *
     * @param ifNoneMatch the lines of {@code If-None-Match}, which form one list
     */
    public boolean isAmong(List<String> ifNoneMatch) {
        String listed = String.join(",", ifNoneMatch);
        return listed.strip().equals("*")
                || LISTED.matcher(listed).results().anyMatch(tag -> tag.group(1).equals(opaque()));
    }

    /** Without the mark of a weak one, but with the quotation marks. */
    private String opaque() {
        return text.startsWith(WEAK) ? text.substring(WEAK.length()) : text;
    }
}
