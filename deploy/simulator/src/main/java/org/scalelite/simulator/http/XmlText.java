package org.scalelite.simulator.http;

import java.nio.charset.StandardCharsets;

/** Writes XML as BBB does: every element on its own line, no declaration (BBB API reference, section 1.4). */
public final class XmlText {

    private final StringBuilder text;

    private XmlText(int capacity) {
        text = new StringBuilder(capacity);
    }

    public static XmlText success() {
        return response("SUCCESS", 512);
    }

    public static XmlText success(int capacity) {
        return response("SUCCESS", capacity);
    }

    public static XmlText failed() {
        return response("FAILED", 256);
    }

    private static XmlText response(String returncode, int capacity) {
        return new XmlText(capacity).open("response").element("returncode", returncode);
    }

    public XmlText open(String name) {
        text.append('<').append(name).append(">\n");
        return this;
    }

    public XmlText close(String name) {
        text.append("</").append(name).append(">\n");
        return this;
    }

    public XmlText empty(String name) {
        text.append('<').append(name).append("/>\n");
        return this;
    }

    public XmlText element(String name, String value) {
        start(name);
        escape(value);
        return end(name);
    }

    public XmlText element(String name, long value) {
        start(name).append(value);
        return end(name);
    }

    public XmlText element(String name, boolean value) {
        start(name).append(value);
        return end(name);
    }

    public XmlText message(String key, String message) {
        return element("messageKey", key).element("message", message);
    }

    /** Closes the response. */
    public byte[] bytes() {
        close("response");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private StringBuilder start(String name) {
        return text.append('<').append(name).append('>');
    }

    private XmlText end(String name) {
        text.append("</").append(name).append(">\n");
        return this;
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                default -> {
                    if (isAllowed(c)) {
                        text.append(c);
                    }
                }
            }
        }
    }

    /** Characters that XML does not know would make every reader fail, which is the work of the faults. */
    private static boolean isAllowed(char c) {
        return c >= ' ' ? c < '\uFFFE' : c == '\t' || c == '\n' || c == '\r';
    }
}
