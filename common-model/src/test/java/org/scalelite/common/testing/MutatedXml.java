package org.scalelite.common.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** Documents that were damaged at random, each seed in its own way, and a parser that forgives nothing. */
public final class MutatedXml {
    private static final int HUGE = 100_000;
    private static final List<String> PIECES = List.of(
            "&",
            "&nbsp;",
            "&amp",
            "&#0;",
            "&#xFFFF;",
            "&#xD800;",
            "&#99999999999999999999;",
            "<",
            ">",
            "'",
            "\"",
            "]]>",
            "<![CDATA[",
            "<!--",
            "-->",
            "--",
            "<?x ",
            "?>",
            "<!x ",
            "\0",
            "\u000B",
            "\u00FF",
            "\u00C3",
            "\u00EF\u00BF\u00BF",
            "</",
            "/>",
            "</meetings>",
            "</response>",
            "</meeting>",
            "<meeting>",
            "<a:b/>",
            "<a b='1' b='2'/>",
            "<a xmlns:p='u' xmlns:q='u' p:x='' q:x=''/>",
            "<a xmlns:p=''/>",
            "<xmlns:a/>",
            "<xml:a/>",
            "<a xml:b=''/>",
            "<a xmlns:xml='u'/>",
            "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
            "<a b=c/>",
            "<a b/>",
            "<a b='1'c='2'/>",
            "<a\u000B/>",
            "<\u00E9/>",
            "<a:b:c xmlns:a='u'/>",
            "<a:/>",
            "<:a/>",
            "<-a/>",
            "\r",
            "\u0085");
    private static final List<String> ENCODINGS = List.of(
            "ISO-8859-1", "windows-1252", "UTF-16", "UTF-7", "IBM037", "ISO-2022-JP", "Shift_JIS", "klingon", "x", "");

    /** Java's own, which are no part of XML. */
    private static final List<String> LIMITS = List.of(
            "elementAttributeLimit",
            "maxXMLNameLimit",
            "maxGeneralEntitySizeLimit",
            "totalEntitySizeLimit",
            "maxElementDepth");

    private static final List<BiFunction<byte[], Random, byte[]>> MUTATIONS = List.of(
            (xml, random) -> part(xml, 0, random.nextInt(xml.length)),
            (xml, random) -> flipped(xml, random, 1),
            (xml, random) -> flipped(xml, random, 20),
            (xml, random) -> replaced(xml, random, 40, new byte[0]),
            (xml, random) -> replaced(xml, random, 2_000, new byte[0]),
            (xml, random) -> replaced(xml, random, 0, anyPart(xml, random)),
            (xml, random) -> replaced(xml, random, 20, noise(random)),
            (xml, random) -> replaced(xml, random, 0, piece(random)),
            (xml, random) -> inText(xml, random, piece(random)),
            (xml, random) -> inText(inText(xml, random, piece(random)), random, piece(random)),
            (xml, random) -> inText(xml, random, bytes("<a>".repeat(HUGE) + "</a>".repeat(HUGE))),
            (xml, random) -> inText(xml, random, bytes("<a>".repeat(HUGE))),
            (xml, random) -> inText(xml, random, bytes("<a" + attributes(random) + "/>")),
            (xml, random) -> inText(xml, random, bytes("<" + "n".repeat(random.nextInt(HUGE)) + "/>")),
            (xml, random) -> inText(xml, random, bytes("<a b='" + "&x".repeat(HUGE / 20) + "'/>")),
            (xml, random) ->
                    joined(bytes("<!DOCTYPE response [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"), xml),
            (xml, random) -> new String(xml, UTF_8).getBytes(random.nextBoolean() ? UTF_16LE : UTF_16BE),
            (xml, random) -> encoded(xml, random),
            (xml, random) -> joined(bytes(random.nextBoolean() ? "\u00EF\u00BB\u00BF" : " \n"), xml),
            (xml, random) -> joined(xml, joined(noise(random), xml)),
            (xml, random) -> bytes(text(xml)
                    .replaceFirst("<response>", "<response xmlns:p='urn:p' xmlns='urn:d'>")
                    .replace("<meetingName>", "<p:meetingName>")
                    .replace("</meetingName>", "</p:meetingName>")),
            (xml, random) -> inText(xml, random, bytes("<![CDATA[" + text(noise(random)) + "]]>")));

    private static final ThreadLocal<SAXParser> PARSERS = ThreadLocal.withInitial(MutatedXml::strictParser);

    private MutatedXml() {}

    /** The document, damaged once or twice. */
    public static byte[] of(byte[] xml, int seed) {
        Random random = new Random(seed);
        byte[] mutated = MUTATIONS.get(seed % MUTATIONS.size()).apply(xml, random);
        boolean again = mutated.length > 1 && mutated.length < HUGE && random.nextInt(4) == 0;
        return again ? flipped(mutated, random, 1) : mutated;
    }

    /** Damages a document so many times. */
    public static void forEach(byte[] xml, int times, Consumer<byte[]> action) {
        for (int seed = 0; seed < times; seed++) {
            try {
                action.accept(of(xml, seed));
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    /**
     * Parses a document as strictly as XML is defined, with namespaces.
     *
     * @throws Exception if it is not well-formed
     */
    public static void parse(byte[] xml) throws Exception {
        SAXParser parser = PARSERS.get();
        String text = UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(xml)).toString();
        parser.parse(new InputSource(new StringReader(text)), new DefaultHandler());
    }

    private static SAXParser strictParser() {
        try {
            SAXParser parser = SAXParserFactory.newDefaultNSInstance().newSAXParser();
            for (String limit : LIMITS) {
                parser.setProperty("jdk.xml." + limit, "0");
            }
            return parser;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] part(byte[] xml, int start, int end) {
        return java.util.Arrays.copyOfRange(xml, start, end);
    }

    private static byte[] anyPart(byte[] xml, Random random) {
        int start = random.nextInt(xml.length);
        return part(xml, start, start + random.nextInt(xml.length - start));
    }

    private static byte[] flipped(byte[] xml, Random random, int bits) {
        byte[] mutated = xml.clone();
        for (int i = 0; i < bits; i++) {
            mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return mutated;
    }

    private static byte[] replaced(byte[] xml, Random random, int most, byte[] with) {
        int start = random.nextInt(xml.length);
        int end = Math.min(xml.length, start + (most == 0 ? 0 : random.nextInt(most)));
        return joined(joined(part(xml, 0, start), with), part(xml, end, xml.length));
    }

    /** Between the tags of some element. */
    private static byte[] inText(byte[] xml, Random random, byte[] piece) {
        int[] ends = IntStream.range(0, xml.length)
                .filter(i -> xml[i] == '>')
                .map(i -> i + 1)
                .toArray();
        int at = ends.length == 0 ? 0 : ends[random.nextInt(ends.length)];
        return joined(joined(part(xml, 0, at), piece), part(xml, at, xml.length));
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[1 + random.nextInt(30)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] piece(Random random) {
        return bytes(PIECES.get(random.nextInt(PIECES.size())));
    }

    private static String attributes(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(HUGE / 10); i >= 0; i--) {
            text.append(" a").append(i).append("=''");
        }
        return text.toString();
    }

    private static byte[] encoded(byte[] xml, Random random) {
        String encoding = ENCODINGS.get(random.nextInt(ENCODINGS.size()));
        String text = "<?xml version='1.0' encoding='" + encoding + "'?>" + new String(xml, UTF_8);
        boolean isTrue = random.nextBoolean() && !encoding.isEmpty() && Charset.isSupported(encoding);
        return text.getBytes(isTrue ? Charset.forName(encoding) : random.nextInt(4) == 0 ? UTF_16 : UTF_8);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static String text(byte[] latin1) {
        return new String(latin1, ISO_8859_1);
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(ISO_8859_1);
    }
}
