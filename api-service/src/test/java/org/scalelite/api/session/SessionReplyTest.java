package org.scalelite.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.meeting.SessionKey;

/** The answers of BBB servers to calls of a session. */
class SessionReplyTest {
    private static SessionReply read(String json) {
        return SessionReply.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> meetingId(String url) {
        return new SessionReply.Success(Optional.of(url)).meetingId();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"response":{"returncode":"SUCCESS","data":"{\\"a\\": 1}","x":[{"returncode":"FAILED"}]}} | Success
            {"x":{"returncode":"FAILED"},"response":{"x":{"returncode":"FAILED"},"returncode":"SUCCESS"}} | Success
            {"response":{"returncode":"FAILED","message":"Access denied"}}                            | Failed[key=]
            {"response":{"returncode":"FAILED","messageKey":"missingToken"}}                          | Failed[key=missingToken]
            {"response":{"returncode":"OTHER"}}                                                       | Failed[key=]
            {"response":{"returncode":1}}                                                             | Unreadable[]
            {"response":{}}                                                                           | Unreadable[]
            {"response":"SUCCESS"}                                                                    | Unreadable[]
            {"returncode":"SUCCESS"}                                                                  | Unreadable[]
            {"response":{"returncode":"SUCCESS"                                                       | Unreadable[]
            {"response":{"returncode":"SUCCESS"}                                                      | Unreadable[]
            [{"response":{"returncode":"SUCCESS"}}]                                                   | Unreadable[]
            <response><returncode>SUCCESS</returncode></response>                                     | Unreadable[]
            ``                                                                                        | Unreadable[]
            """)
    void readsTheReturnCode(String json, String reply) {
        assertThat(read(json)).hasToString(reply);
    }

    @Test
    void deepNestingIsUnreadable() {
        assertThat(read("{\"response\":{\"x\":" + "[".repeat(100_000))).isInstanceOf(SessionReply.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://b/api/join?&fullName=A%2BB&meetingID=r+%C3%A9%261&checksum=0    | r é&1
            https://b/api/join?meetingID=own&userID=x y&meetingID=other             | own
            https://b/api/join?meetingID=&x=1                                       |
            https://b/api/join?meetingID=%C3                                        |
            https://b/api/join?xmeetingID=a                                         |
            https://b/api/join                                                      |
            """)
    void readsTheMeetingOfAJoinUrl(String url, String meetingId) {
        assertThat(meetingId(url)).isEqualTo(Optional.ofNullable(meetingId));
    }

    @Test
    void urlsAndTokensAreNotPrinted() {
        assertThat(new SessionReply.Success(Optional.of("signed"))).hasToString("Success");
        assertThat(SessionKey.of("tenant", "secret1")).hasToString("Optional[SessionKey[tenant]]");
    }

    @ParameterizedTest
    @CsvSource({"ai1wqj8wb6s7rnk0, true", "A-_9, true", "a b, false", "a/b, false", "ü, false", "'', false"})
    void onlyTokensOfBbbAreLookedUp(String token, boolean valid) {
        assertThat(SessionKey.of("", token).isPresent()).isEqualTo(valid);
    }

    @Test
    void longTokensAreNotLookedUp() {
        assertThat(SessionKey.of("", "a".repeat(64))).isPresent();
        assertThat(SessionKey.of("", "a".repeat(65))).isEmpty();
    }
}
