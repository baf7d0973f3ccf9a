package org.scalelite.common.xml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LenientXmlTest {

    /** Bytes are written as Latin-1, so that a table can contain any byte. */
    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("vertical tab", "\u000B", "\uFFFD"),
                arguments("escape and bell", "\u001B[2J\u0007", "\uFFFD[2J\uFFFD"),
                arguments("NUL", "x\u0000y", "x\uFFFDy"),
                arguments("U+FFFF", "\u00EF\u00BF\u00BF", "\uFFFD"),
                arguments("U+FFFE", "\u00EF\u00BF\u00BE", "\uFFFD"),
                arguments("U+FFFD", "\u00EF\u00BF\u00BD", "\uFFFD"),
                arguments("a surrogate", "\u00ED\u00A0\u0080", "\uFFFD\uFFFD\uFFFD"),
                arguments("a Latin-1 letter", "Ren\u00E9", "Ren\uFFFD"),
                arguments("a Latin-1 letter and more", "Ren\u00E9e &lt;3", "Ren\uFFFDe &lt;3"),
                arguments("UTF-8 that is cut", "\u00F0\u009F\u0098x", "\uFFFDx"),
                arguments("UTF-8 that is too long", "\u00C0\u00AF", "\uFFFD\uFFFD"),
                arguments("beyond Unicode", "\u00F4\u0090\u0080\u0080", "\uFFFD\uFFFD\uFFFD\uFFFD"),
                arguments("good UTF-8", "\u00C3\u00A9\u00E2\u0082\u00AC", "\u00E9\u20AC"),
                arguments("a reference to a tab", "&#9;&#x9;", "&#9;&#x9;"),
                arguments("a reference to 0x0B", "&#11;&#xB;", "\uFFFD\uFFFD"),
                arguments("a reference to U+FFFF", "&#65535;&#xFFFF;", "\uFFFD\uFFFD"),
                arguments("a reference to a surrogate", "&#xD83D;", "\uFFFD"),
                arguments("a reference beyond Unicode", "&#99999999999;", "\uFFFD"),
                arguments("no digits", "&#;&#x;&#zz;", "&amp;#;&amp;#x;&amp;#zz;"),
                arguments("a reference without an end", "&#65 &#x41", "&amp;#65 &amp;#x41"),
                arguments("known entities", "&lt;&gt;&amp;&quot;&apos;", "&lt;&gt;&amp;&quot;&apos;"),
                arguments("entities of HTML", "&nbsp;&foo;", "&amp;nbsp;&amp;foo;"),
                arguments("a bare ampersand", "Tom & Jerry", "Tom &amp; Jerry"),
                arguments("an entity without an end", "&amp &lt", "&amp;amp &amp;lt"),
                arguments("a heart", "I <3 you", "I &lt;3 you"),
                arguments("arrows", "a <- b -> c <= d", "a &lt;- b -> c &lt;= d"),
                arguments("an odd declaration", "<!x>", "&lt;!x>"),
                arguments("an end of CDATA", "a]]>b", "a]]&gt;b"),
                arguments("one made by a comment", "a]]<!-- -->>b", "a]]&gt;b"),
                arguments("a comment", "a<!-- & -- \u000B -->b", "ab"),
                arguments("an instruction", "a<?php & ?>b", "ab"),
                arguments("CDATA", "<![CDATA[a & <b> &foo; \u000B]]>", "<![CDATA[a & <b> &foo; \uFFFD]]>"),
                arguments("an attribute", "<a b='&nbsp;<\u000B>'/>", "<a b='&amp;nbsp;&lt;\uFFFD>'/>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void repairsText(String what, String latin1, String repaired) throws XMLStreamException {
        assertThat(what).isNotEmpty();
        assertThat(repaired("<x>" + latin1 + "</x>", ISO_8859_1)).isEqualTo("<x>" + repaired + "</x>");
    }

    @Test
    void doesNotCopyAValidDocument() throws XMLStreamException {
        byte[] xml = """
                <?xml version="1.0" encoding="UTF-8"?>
                <response a="1 > 0">Grüße 😀 &amp; &#xE9; <![CDATA[a & b]]><empty/></response>
                """.getBytes(UTF_8);
        assertThat(LenientXml.repair(xml)).isSameAs(xml);
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1,   ISO-8859-1",
        "iso-8859-15,  ISO-8859-15",
        "windows-1252, windows-1252",
        "Shift_JIS,    Shift_JIS",
        "UTF-16,       UTF-16",
        "UTF-16LE,     UTF-16LE",
        "UTF-16BE,     UTF-16BE",
        // Unknown, false or true and plain: it is UTF-8.
        "klingon,      UTF-8",
        "UTF-16,       UTF-8",
        "IBM037,       UTF-8",
        "US-ASCII,     UTF-8",
        "utf8,         UTF-8",
    })
    void convertsADeclaredEncoding(String declared, String used) throws XMLStreamException {
        String text = used.equals("Shift_JIS") ? "日本" : "é";
        String declaration = "<?xml version='1.0' encoding='" + declared + "'?>";
        assertThat(repaired(declaration + "<x>" + text + "</x>", Charset.forName(used)))
                .isEqualTo("<x>" + text + "</x>");
    }

    @Test
    void detectsUtf16ByItsFirstTwoBytes() throws XMLStreamException {
        assertThat(repaired("<x>€</x>", UTF_16LE)).isEqualTo("<x>€</x>");
        assertThat(repaired("<x>€</x>", UTF_16BE)).isEqualTo("<x>€</x>");
        assertThat(repaired("\uFEFF<x>€</x>", UTF_16LE)).isEqualTo("<x>€</x>");
        assertThat(repaired("\uFEFF<x>€</x>", UTF_8)).isEqualTo("<x>€</x>");
    }

    @ParameterizedTest
    @CsvSource({
        "'  <?xml version=\"1.0\"?><x/>', '  <x/>'",
        "'<?xml version=\"1.1\"?><x/>', <x/>",
        "'<x/> \n', '<x/> \n'",
        "<x/>junk & <y>, <x/>",
        "<x><y></y></x></x>, <x><y></y></x>",
        "'<x>\n</x >\0', '<x>\n</x >'",
    })
    void removesContentOutsideOfTheRoot(String xml, String repaired) throws XMLStreamException {
        assertThat(repaired(xml, UTF_8)).isEqualTo(repaired);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
                "<!doctype html><html></html>",
                "<x <y></x>",
                "<x \u0001/>",
            })
    void rejectsInvalidXml(String xml) {
        assertThatThrownBy(() -> LenientXml.repair(xml.getBytes(UTF_8))).isInstanceOf(XMLStreamException.class);
    }

    @Test
    void rejectsTooLargeContent() {
        for (String xml : new String[] {
            "<x" + " a='1'".repeat(2_000) + "/>",
            "<x></" + "x".repeat(5_000) + ">",
            "<x>" + "&".repeat(2 << 20) + "</x>"
        }) {
            assertThatThrownBy(() -> LenientXml.repair(xml.getBytes(UTF_8))).isInstanceOf(XMLStreamException.class);
        }
    }

    private static String repaired(String xml, Charset charset) throws XMLStreamException {
        return new String(LenientXml.repair(xml.getBytes(charset)), UTF_8);
    }
}
