package org.scalelite.api.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports of BBB servers about ended meetings. */
class AnalyticsReportTest {
    private static Optional<AnalyticsReport> of(String body) {
        return AnalyticsReport.of(body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"meeting_id\":\"room\"}",
                " {\"a\":[1,{}],\"meeting_id\":\"room\",\"b\":null} ",
                "{\"data\":{\"meeting_id\":\"inner\"},\"meeting_id\":\"room\"}",
                "{\"meeting_id\":\"room\",\"data\":{\"meeting_id\":\"inner\"}}"
            })
    void readsMeetingIdOfTheOuterObject(String body) {
        assertThat(of(body)).contains(new AnalyticsReport("room", body.strip()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "room",
                "{",
                "[]",
                "null",
                "{}",
                "{\"meeting_id\":\"\"}",
                "{\"meeting_id\":7}",
                "{\"data\":{\"meeting_id\":\"inner\"}}",
                "{\"meeting_id\":\"room\"",
                "{\"meeting_id\":\"room\"} x",
                "{\"meeting_id\":\"room\"}{}"
            })
    void rejectsOtherBodies(String body) {
        assertThat(of(body)).isEmpty();
    }

    @Test
    void addsTheTenantAndChangesNothingElse() {
        String body = "{\"meeting_id\":\"room\", \"duration\":3.50}";
        assertThat(of(body).orElseThrow().withCustomer("a\"b"))
                .isEqualTo("{\"meeting_id\":\"room\", \"duration\":3.50,\"customer\":\"a\\\"b\"}");
    }
}
