package org.scalelite.api.listing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.bbb.MeetingList;

/** The meetings of an answer by tenant; m(id,tenant) stands for a meeting. */
class MeetingSlicesTest {
    private static String expanded(String text) {
        return text.replaceAll(
                        "m\\((\\w+),(\\w+)\\)",
                        "<meeting><meetingID>$1</meetingID><metadata><tenant-id>$2</tenant-id></metadata></meeting>")
                .replaceAll("m\\((\\w+)\\)", "<meeting><meetingID>$1</meetingID></meeting>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # meetings                    | slices
            ``                            | {}
            m(a)                          | {=m(a)}
            m(a)m(b)                      | {=m(a)m(b)}
            m(a) m(b)                     | {=m(a) m(b)}
            m(a)<x/>m(b)                  | {=m(a)m(b)}
            m(a,t)m(b)m(c,t)              | {=m(b), t=m(a,t)m(c,t)}
            m(a,t)m(b,t)m(c,u)            | {t=m(a,t)m(b,t), u=m(c,u)}
            """)
    void meetingsOfEachTenantAsTheyWereSent(String meetings, String slices) throws MeetingList.UnreadableException {
        String answer = "<response><returncode>SUCCESS</returncode><meetings>%s</meetings></response>";
        Map<String, String> found = new TreeMap<>();
        MeetingSlices.byTenant(answer.formatted(expanded(meetings)).getBytes(UTF_8))
                .forEach((tenant, xml) -> found.put(tenant, new String(xml, UTF_8)));
        assertThat(found).hasToString(expanded(slices));
    }
}
