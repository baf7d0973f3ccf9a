package org.scalelite.common.xml;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;

/**
 * Repairs the characters of XML for a strict parser, so that user text cannot make a document unreadable. As in the
 * recovery mode of libxml2, which Scalelite uses, invalid characters become U+FFFD, and a stray {@code &} or {@code <}
 * is text.
 *
 * <p>Elements are not repaired: a truncated document must not pass as a shorter one. Content after the root element,
 * comments and processing instructions are removed. No JVM library does this: lenient parsers build trees, and
 * streaming parsers are strict.
 */
public final class LenientXml {
    /** Bytes of a tag without attribute values; tags of BBB have at most a hundred. */
    private static final int MAX_TAG_BYTES = 4 << 10;

    private static final int DECLARATION_LENGTH = 128;
    private static final Pattern PLAIN_DECLARATION = Pattern.compile(
            "^<\\?xml version=(['\"])1\\.0\\1( encoding=(['\"])UTF-8\\3)?( standalone=(['\"])(yes|no)\\5)?\\s*\\?>",
            Pattern.CASE_INSENSITIVE);

    private static final byte[] NOTHING = {};
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(UTF_8);
    private static final byte[] AMPERSAND = ascii("&amp;");
    private static final byte[] LESS = ascii("&lt;");
    private static final byte[] GREATER = ascii("&gt;");
    private static final byte[] COMMENT = ascii("<!--");
    private static final byte[] COMMENT_END = ascii("-->");
    private static final byte[] CDATA = ascii("<![CDATA[");
    private static final byte[] CDATA_END = ascii("]]>");
    private static final byte[] INSTRUCTION_END = ascii("?>");

    /** Bytes that never need a check. */
    private static final boolean[] PLAIN = plain("<&>");

    /** The same for tags; attribute values are checked separately. */
    private static final boolean[] PLAIN_IN_TAG = plain("<>\"'");

    private final byte[] xml;
    private final Repairs repairs;
    private int depth;
    private boolean rootClosed;

    private LenientXml(byte[] xml) {
        this.xml = xml;
        this.repairs = new Repairs(xml);
    }

    /**
     * The repaired document in UTF-8; the same array if nothing was changed. Elements are not validated.
     *
     * @throws XMLStreamException if it has a document type, a tag that is too long or has invalid characters, or grows
     *     by megabytes
     */
    public static byte[] repair(byte[] xml) throws XMLStreamException {
        return new LenientXml(XmlEncoding.toUtf8(xml)).document();
    }

    private byte[] document() throws XMLStreamException {
        int at = declarationLength();
        while (at < xml.length && !rootClosed) {
            at = xml[at] == '<' ? markup(at) : text(at);
        }
        if (!isBlank(at)) {
            repairs.replace(at, xml.length, NOTHING);
        }
        return repairs.toBytes();
    }

    /** A correct declaration stays; any other one is removed. */
    private int declarationLength() {
        var head = PLAIN_DECLARATION.matcher(new String(xml, 0, Math.min(xml.length, DECLARATION_LENGTH), US_ASCII));
        return head.find() ? head.end() : 0;
    }

    private boolean isBlank(int start) {
        for (int at = start; at < xml.length; at++) {
            if (xml[at] != ' ' && xml[at] != '\n' && xml[at] != '\r' && xml[at] != '\t') {
                return false;
            }
        }
        return true;
    }

    private int text(int start) throws XMLStreamException {
        int at = start;
        while (at < xml.length) {
            byte here = xml[at];
            if (PLAIN[here & 0xFF]) {
                at++;
            } else if (here == '<') {
                return at;
            } else if (here == '&') {
                at = reference(at);
            } else if (here == '>') {
                // "]]>" is invalid in text, also after a removed comment.
                at = at == start || xml[at - 1] == ']' ? replace(at, at + 1, GREATER) : at + 1;
            } else {
                at = character(at);
            }
        }
        return at;
    }

    private int reference(int at) throws XMLStreamException {
        XmlReference reference = XmlReference.at(xml, at);
        return switch (reference.kind()) {
            case GOOD -> reference.end();
            case ILLEGAL_CHARACTER -> replace(at, reference.end(), REPLACEMENT);
            case TEXT -> replace(at, reference.end(), AMPERSAND);
        };
    }

    private int character(int at) throws XMLStreamException {
        int length = XmlCharacter.length(xml, at);
        return length > 0 ? at + length : replace(at, at - length, REPLACEMENT);
    }

    private int replace(int start, int end, byte[] replacement) throws XMLStreamException {
        repairs.replace(start, end, replacement);
        return end;
    }

    private int markup(int at) throws XMLStreamException {
        int next = at + 1 < xml.length ? xml[at + 1] : 0;
        return switch (next) {
            case '!' -> declaration(at);
            case '?' -> drop(at, at + 2, INSTRUCTION_END);
            case '/' -> isNameStart(at + 2) ? endTag(at) : replace(at, at + 1, LESS);
            default -> isNameStart(at + 1) ? startTag(at) : replace(at, at + 1, LESS);
        };
    }

    private int declaration(int at) throws XMLStreamException {
        if (isAt(COMMENT, at)) {
            return drop(at, at + COMMENT.length, COMMENT_END);
        }
        if (isAt(CDATA, at)) {
            return cdata(at + CDATA.length);
        }
        if (depth == 0) {
            throw new XMLStreamException("document types are not allowed");
        }
        return replace(at, at + 1, LESS);
    }

    private int drop(int start, int content, byte[] end) throws XMLStreamException {
        return replace(start, behind(end, content), NOTHING);
    }

    private int cdata(int start) throws XMLStreamException {
        int end = behind(CDATA_END, start);
        int at = start;
        while (at < end) {
            byte here = xml[at];
            at = PLAIN[here & 0xFF] || here == '&' || here == '<' || here == '>' ? at + 1 : character(at);
        }
        return end;
    }

    private int behind(byte[] end, int start) {
        int last = xml.length - end.length;
        for (int at = start; at <= last; at++) {
            if (xml[at] == end[0] && isAt(end, at)) {
                return at + end.length;
            }
        }
        return xml.length;
    }

    private boolean isAt(byte[] text, int at) {
        int end = at + text.length;
        return end <= xml.length && Arrays.equals(xml, at, end, text, 0, text.length);
    }

    private boolean isNameStart(int at) {
        if (at >= xml.length) {
            return false;
        }
        int here = xml[at];
        return here < 0 || Character.isLetter(here) || here == '_' || here == ':';
    }

    private int startTag(int start) throws XMLStreamException {
        int inValues = 0;
        int at = behindPlain(start + 1);
        while (at < xml.length && xml[at] != '>') {
            if (xml[at] == '"' || xml[at] == '\'') {
                int end = value(at);
                inValues += end - at;
                at = end;
            } else {
                at = inTag(at);
            }
            at = behindPlain(at);
        }
        checkLength(at - start - inValues);
        if (xml[at - 1] != '/') {
            depth++;
        }
        rootClosed = depth == 0;
        return Math.min(at + 1, xml.length);
    }

    private int endTag(int start) throws XMLStreamException {
        int at = behindPlain(start + 2);
        while (at < xml.length && xml[at] != '>') {
            at = behindPlain(inTag(at));
        }
        checkLength(at - start);
        depth--;
        rootClosed = depth <= 0;
        return Math.min(at + 1, xml.length);
    }

    private int behindPlain(int start) {
        int at = start;
        while (at < xml.length && PLAIN_IN_TAG[xml[at] & 0xFF]) {
            at++;
        }
        return at;
    }

    private static void checkLength(int tagBytes) throws XMLStreamException {
        if (tagBytes > MAX_TAG_BYTES) {
            throw new XMLStreamException("a tag of more than " + MAX_TAG_BYTES + " bytes");
        }
    }

    private int inTag(int at) throws XMLStreamException {
        int length = xml[at] == '<' ? -1 : XmlCharacter.length(xml, at);
        if (length < 0) {
            throw new XMLStreamException("a tag with an illegal character");
        }
        return at + length;
    }

    /** The index after the attribute value whose opening quote is at an index. */
    private int value(int start) throws XMLStreamException {
        int at = start + 1;
        while (at < xml.length && xml[at] != xml[start]) {
            at = switch (xml[at]) {
                case '<' -> replace(at, at + 1, LESS);
                case '&' -> reference(at);
                default -> character(at);
            };
        }
        return Math.min(at + 1, xml.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static boolean[] plain(String except) {
        boolean[] plain = new boolean[256];
        for (int i = 0; i < 0x80; i++) {
            plain[i] = XmlCharacter.isLegal(i) && except.indexOf(i) < 0;
        }
        return plain;
    }
}
