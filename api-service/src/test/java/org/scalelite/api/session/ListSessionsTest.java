package org.scalelite.api.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.bbb.MeetingList;

/** The sessions of an answer by tenant; s(id,user) stands for a session. */
class ListSessionsTest {
    private static final Map<String, String> TENANTS = Map.of("a", "", "b", "t", "c", "t");

    private static String expanded(String text) {
        return text.replaceAll(
                "s\\((\\w+),(\\w+)\\)",
                "<meeting><meetingID>$1</meetingID><meetingName>x</meetingName><userName>$2</userName></meeting>");
    }

    private static MeetingList read(String xml) throws MeetingList.UnreadableException {
        return MeetingList.readSessions(xml.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # sessions                    | slices
            ``                            | {}
            s(a,Ada)                      | {=s(a,Ada)}
            s(a,Ada)s(a,Bob)              | {=s(a,Ada)s(a,Bob)}
            s(b,Ada)s(a,Bob)s(c,Cy)       | {=s(a,Bob), t=s(b,Ada)s(c,Cy)}
            s(unlisted,Ada)s(a,Bob)       | {=s(a,Bob)}
            <meeting/>s(a,Bob)            | {=s(a,Bob)}
            """)
    void eachTenantGetsTheSessionsOfItsMeetings(String sessions, String slices) throws MeetingList.UnreadableException {
        String answer = "<response><returncode>SUCCESS</returncode><sessions>%s</sessions></response>";
        Map<String, String> found = new TreeMap<>();
        ListSessions.byTenant(read(answer.formatted(expanded(sessions))), TENANTS)
                .forEach((tenant, xml) -> found.put(tenant, new String(xml, UTF_8)));
        assertThat(found).hasToString(expanded(slices));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "<response/>",
                "<response><returncode>FAILED</returncode></response>",
                "<response><returncode>SUCCESS</returncode><sessions><meeting>"
            })
    void otherAnswersAreUnreadable(String xml) {
        assertThatThrownBy(() -> read(xml)).isInstanceOf(MeetingList.UnreadableException.class);
    }
}
