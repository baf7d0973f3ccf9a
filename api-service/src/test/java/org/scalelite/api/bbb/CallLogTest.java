package org.scalelite.api.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.api.bbb.CallLog.AnsweredCall;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.RecordedLog;
import org.slf4j.event.KeyValuePair;

/** The lines of calls. */
class CallLogTest {
    private static final Duration TIME = Duration.ofMillis(12);

    private final RecordedLog lines = new RecordedLog(CallLog.class);
    private final CallLog log = new CallLog(Settings.of(Map.of()));

    @AfterEach
    void close() {
        lines.close();
    }

    private static BbbRequest request(String meetingId, Optional<String> signer) {
        CallParameters parameters =
                CallParameters.of(Map.of("meetingID", meetingId, "fullName", "Ada Lovelace", "password", "hunter2"));
        return new BbbRequest(
                BbbCall.JOIN,
                Optional.empty(),
                parameters,
                Optional.empty(),
                "http://sl.example.org",
                Optional.empty(),
                signer);
    }

    private static AnsweredCall call(Optional<BbbRequest> request, String outcome) {
        return new AnsweredCall(BbbCall.JOIN, request, Optional.of("bbb1.example.org"), outcome, TIME);
    }

    private static AnsweredCall signed(String meetingId) {
        return call(Optional.of(request(meetingId, Optional.of("0"))), "SUCCESS");
    }

    @Test
    void lineHasCallOutcomeTimeMeetingAndServer() {
        log.write(signed("math"));
        assertThat(lines.lines())
                .containsExactly("call=join outcome=SUCCESS ms=12 meeting=math server=bbb1.example.org");
        assertThat(lines.events().getFirst().getKeyValuePairs())
                .extracting(pair -> pair.key)
                .containsExactly("call", "outcome", "ms", "meeting", "server");
        assertThat(lines.events().getFirst().getKeyValuePairs()).contains(new KeyValuePair("ms", 12L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "math-1@x.example.org|math-1@x.example.org",
                "Matemáticas|Matemáticas",
                "x outcome=FAILED|\"x outcome=FAILED\"",
                "say \"x\"|\"say \\\"x\\\"\"",
                "back\\slash|\"back\\\\slash\"",
            })
    void ambiguousMeetingIdIsQuoted(String id, String shown) {
        log.write(signed(id));
        assertThat(lines.lines().getFirst()).contains(" ms=12 meeting=" + shown + " server=");
    }

    @Test
    void unsignedCallShowsNothingOfItsParameters() {
        log.write(call(Optional.of(request("forged", Optional.empty())), "checksumError"));
        log.write(call(Optional.empty(), "a\nb " + "x".repeat(1000)));
        assertThat(lines.lines().get(0))
                .startsWith("call=join outcome=checksumError")
                .doesNotContain("forged");
        assertThat(lines.lines().get(1)).startsWith("call=join outcome=other ");
    }

    @Test
    void refusalsAreLimitedAndCounted() {
        for (int i = 0; i < 10_000; i++) {
            log.write(call(Optional.empty(), "checksumError"));
        }
        assertThat(lines.lines()).hasSizeBetween(100, 300);
        log.write(signed("math"));
        assertThat(lines.lines().getLast()).containsPattern("refusals_omitted=\\d{4}");
        log.write(signed("math"));
        assertThat(lines.lines().getLast()).doesNotContain("refusals_omitted");
    }

    @Test
    void longMeetingIdIsCut() {
        log.write(signed("m".repeat(100_000)));
        assertThat(lines.lines().getFirst()).hasSizeLessThan(400);
    }

    @Test
    void switchedOffLogsNothing() {
        new CallLog(Settings.of(Map.of("CALL_LOG", "false"))).write(signed("math"));
        assertThat(lines.lines()).isEmpty();
    }
}
