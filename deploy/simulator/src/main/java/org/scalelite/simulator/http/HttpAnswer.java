package org.scalelite.simulator.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An answer before it goes to the wire (BBB API reference, section 1.3). */
@SuppressWarnings("ArrayRecordComponent")
public record HttpAnswer(
        int status,
        String contentType,
        byte[] body,
        boolean cacheable,
        @Nullable String location,
        @Nullable String cookie) {

    private static final String XML = "text/xml;charset=utf-8";
    private static final byte[] EMPTY = {};

    public static HttpAnswer xml(byte[] body) {
        return new HttpAnswer(200, XML, body, false, null, null);
    }

    public static HttpAnswer xml(XmlText text) {
        return xml(text.bytes());
    }

    /** Without the Cache-Control header, as the success of getMeetingInfo and getRecordings is. */
    public static HttpAnswer cacheableXml(XmlText text) {
        return new HttpAnswer(200, XML, text.bytes(), true, null, null);
    }

    public static HttpAnswer json(String text) {
        return new HttpAnswer(
                200, "application/json;charset=utf-8", text.getBytes(StandardCharsets.UTF_8), false, null, null);
    }

    static HttpAnswer html(int status, String text) {
        return new HttpAnswer(
                status, "text/html;charset=utf-8", text.getBytes(StandardCharsets.UTF_8), false, null, null);
    }

    public static HttpAnswer plain(int status, String contentType, String text) {
        return new HttpAnswer(status, contentType, text.getBytes(StandardCharsets.UTF_8), true, null, null);
    }

    public static HttpAnswer redirect(String location, @Nullable String cookie) {
        return new HttpAnswer(302, "", EMPTY, false, location, cookie);
    }

    /** The page of the framework or of nginx; never API XML. */
    public static HttpAnswer errorPage(int status, String title) {
        return html(
                status,
                "<html><head><title>" + title + "</title></head><body><h1>" + status + " " + title
                        + "</h1></body></html>\n");
    }
}
