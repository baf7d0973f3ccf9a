package org.scalelite.importer.archive;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.scalelite.common.bbb.BbbXml;

/** Makes XML readable that holds characters which XML has no place for: a title typed by a user may contain any. */
final class LegalXml {
    private static final Pattern REFERENCE = Pattern.compile("&#(x[0-9A-Fa-f]{1,8}|[0-9]{1,9});");
    private static final Pattern FOREIGN_ENCODING =
            Pattern.compile("^\\s*<\\?xml[^>]*encoding=[\"'](?!utf-?8[\"'])", Pattern.CASE_INSENSITIVE);
    private static final String REPLACEMENT = "\uFFFD";

    private LegalXml() {}

    /** The document with each illegal character replaced; as it is if it is not in UTF-8. */
    static byte[] of(byte[] xml) {
        String text = new String(xml, StandardCharsets.UTF_8);
        if (FOREIGN_ENCODING.matcher(text).find()) {
            return xml;
        }
        return REFERENCE
                .matcher(BbbXml.legal(text))
                .replaceAll(reference -> isLegal(reference.group(1)) ? reference.group() : REPLACEMENT)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isLegal(String number) {
        long codePoint = number.startsWith("x") ? Long.parseLong(number.substring(1), 16) : Long.parseLong(number);
        if (codePoint > Character.MAX_CODE_POINT) {
            return false;
        }
        String character = Character.toString((int) codePoint);
        return BbbXml.legal(character).equals(character);
    }
}
