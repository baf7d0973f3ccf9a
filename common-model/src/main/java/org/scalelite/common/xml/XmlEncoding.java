package org.scalelite.common.xml;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Detects the encoding of a document (XML 1.0, appendix F) and converts it to UTF-8. */
final class XmlEncoding {
    private static final int DECLARATION_LENGTH = 256;
    private static final Pattern DECLARED =
            Pattern.compile("^\\s{0,64}<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]{1,40})[\"'][^>]*>");

    private XmlEncoding() {}

    /**
     * The document in UTF-8; the same array unless another supported encoding is detected. Invalid bytes of that
     * encoding become U+FFFD; invalid UTF-8 is unchanged.
     */
    static byte[] toUtf8(byte[] xml) {
        Optional<Charset> wide = wide(xml);
        if (wide.isPresent()) {
            return recode(xml, wide.get());
        }
        return hasUtf8Mark(xml)
                ? Arrays.copyOfRange(xml, 3, xml.length)
                : declared(xml).map(charset -> recode(xml, charset)).orElse(xml);
    }

    private static boolean hasUtf8Mark(byte[] xml) {
        return at(xml, 0) == 0xEF && at(xml, 1) == 0xBB && at(xml, 2) == 0xBF;
    }

    /** Detects UTF-16 by its byte order mark, or by the zero byte in the first character {@code <}. */
    private static Optional<Charset> wide(byte[] xml) {
        int first = at(xml, 0) << 8 | at(xml, 1);
        return switch (first) {
            case 0xFEFF, '<' -> Optional.of(UTF_16BE);
            case 0xFFFE, '<' << 8 -> Optional.of(UTF_16LE);
            default -> Optional.empty();
        };
    }

    private static int at(byte[] xml, int index) {
        return index < xml.length ? xml[index] & 0xFF : -1;
    }

    /** A declaration that reads differently in the declared encoding is ignored. */
    private static Optional<Charset> declared(byte[] xml) {
        String head = new String(xml, 0, Math.min(xml.length, DECLARATION_LENGTH), US_ASCII);
        Matcher declaration = DECLARED.matcher(head);
        if (!declaration.find()) {
            return Optional.empty();
        }
        int length = declaration.end();
        return charset(declaration.group(1))
                .filter(charset -> !charset.equals(UTF_8) && !charset.equals(US_ASCII))
                .filter(charset -> new String(xml, 0, length, charset).equals(declaration.group()));
    }

    private static Optional<Charset> charset(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static byte[] recode(byte[] xml, Charset charset) {
        String text = new String(xml, charset);
        return (text.startsWith("\uFEFF") ? text.substring(1) : text).getBytes(UTF_8);
    }
}
