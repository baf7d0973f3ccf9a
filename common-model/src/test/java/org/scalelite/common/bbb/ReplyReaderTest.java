package org.scalelite.common.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of BBB servers (BBB reference, sections 1.4 and 1.5). */
class ReplyReaderTest {
    private static BbbReply read(String xml) {
        return ReplyReader.read(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static String failed(String content) {
        return "<response><returncode>FAILED</returncode>" + content + "</response>";
    }

    private static BbbError error(String content) {
        return ((BbbReply.Failed) read(failed(content))).error();
    }

    private static String forwarded(String xml) {
        return new String(((BbbReply.Failed) read(xml)).xml(), StandardCharsets.UTF_8);
    }

    @Test
    void successIsForwardedByteForByte() {
        String xml = "<response>\n <returncode>SUCCESS</returncode><a b='c'/> </response>";
        assertThat(read(xml))
                .isInstanceOfSatisfying(
                        BbbReply.Success.class,
                        success -> assertThat(new String(success.xml(), StandardCharsets.UTF_8))
                                .isEqualTo(xml));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<response/>",
                "<response><messageKey>x</messageKey></response>",
                "<html><body>Welcome to nginx!</body></html>",
                "<other><returncode>SUCCESS</returncode></other>",
                "<response><a><returncode>SUCCESS</returncode></a></response>",
                "garbage",
                "",
                "<!DOCTYPE response [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                        + "<response><returncode>SUCCESS</returncode><a>&x;</a></response>",
                "<response><returncode>SUCCESS</returncode>"
            })
    void answerWithoutReturncodeIsUnreadable(String xml) {
        assertThat(read(xml)).isInstanceOf(BbbReply.Unreadable.class);
    }

    @Test
    void readsKeyAndTextOfAnError() {
        String xml = failed("<messageKey>nullError</messageKey><message>You must &amp; shall</message>");
        assertThat(read(xml))
                .isInstanceOfSatisfying(
                        BbbReply.Failed.class,
                        reply -> assertThat(reply.error()).isEqualTo(new BbbError("nullError", "You must & shall")));
        assertThat(forwarded(xml)).isEqualTo(xml);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <error><key>nonUnique</key><message>in use</message></error>                       | nonUnique | in use
            <error key="invalidMeetingId" message="The &amp; id"/>                            | invalidMeetingId | The & id
            <error><key>a</key><message>1</message></error><error><key>b</key></error>         | a | 1
            <error><key>a</key><message>1</message></error><error key="b" message="2"/>        | a | 1
            <other><key>a</key></other><error><key>b</key><message>2</message></error>         | b | 2
            """)
    void convertsErrorListsForClients(String list, String key, String message) {
        BbbError error = new BbbError(key, message);
        String content = "<errors>" + list + "</errors>";
        assertThat(error(content)).isEqualTo(error);
        assertThat(forwarded(failed(content))).isEqualTo(new String(BbbXml.failed(error), StandardCharsets.UTF_8));
    }

    @Test
    void firstElementOfANameCounts() {
        assertThat(error(
                        "<messageKey>a</messageKey><messageKey>b</messageKey><message>1</message><message>2</message>"))
                .isEqualTo(new BbbError("a", "1"));
        assertThat(read("<response><returncode>FAILED</returncode><returncode>SUCCESS</returncode></response>"))
                .isInstanceOf(BbbReply.Failed.class);
    }

    @Test
    void errorWithoutKeyAndTextIsAFailure() {
        assertThat(error("")).isEqualTo(new BbbError("", ""));
        assertThat(error("<errors/>")).isEqualTo(new BbbError("", ""));
    }

    @Test
    void unknownReturncodeIsAFailure() {
        assertThat(read("<response><returncode>success</returncode></response>"))
                .isInstanceOf(BbbReply.Failed.class);
    }
}
