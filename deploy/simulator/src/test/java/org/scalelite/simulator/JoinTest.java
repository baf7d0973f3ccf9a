package org.scalelite.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoinTest extends WithServer {

    private static final String ENDED =
            "[{\"key\":\"meetingForciblyEnded\",\"message\":\"You can not join a meeting that has already been forcibly ended\"}]";

    @BeforeEach
    void createMeeting() throws IOException {
        client.create("room-1", "&attendeePW=ap&moderatorPW=mp&maxParticipants=2");
    }

    @Test
    void aJoinRedirectsToTheClientWithACookie() throws IOException {
        BbbAnswer answer = join("fullName=Ada&meetingID=room-1&role=MODERATOR&userID=teacher-7");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("location"))
                .matches("http://127.0.0.1:" + server.port() + "/html5client/join\\?sessionToken=[a-z0-9]{16}");
        assertThat(answer.header("set-cookie")).matches("JSESSIONID=[A-Z0-9]{32}; Path=/; Secure; HttpOnly");
    }

    @Test
    void thePageNamesUserAndMeeting() throws IOException {
        BbbAnswer join = join("fullName=Ada%20%3CB%3E&meetingID=room-1&role=moderator&userID=teacher-7");

        BbbAnswer page = client.get(join.header("location"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.body())
                .contains("bbb-1", "Biology", "room-1", "Ada &lt;B&gt;", "teacher-7", "MODERATOR", "not connected");
    }

    @Test
    void aJoinAloneDoesNotConnectTheUser() throws IOException {
        BbbAnswer join = join("fullName=Ada&meetingID=room-1&role=MODERATOR");
        client.get(join.header("location"));

        assertThat(client.call("isMeetingRunning", "meetingID=room-1").text("running"))
                .isEqualTo("false");
        assertThat(server.meeting("room-1").orElseThrow().joinedUsers())
                .singleElement()
                .satisfies(user -> {
                    assertThat(user.fullName()).isEqualTo("Ada");
                    assertThat(user.moderator()).isTrue();
                    assertThat(user.connected()).isFalse();
                });
    }

    @Test
    void autoConnectKeepsTheUserUntilLeaving() throws IOException {
        SimulatorOptions options = SimulatorOptions.defaults().withAutoConnect(true);
        try (SimulatedPool demo = SimulatedPool.start(options);
                BbbClient other = new BbbClient(demo.server(0))) {
            other.create("room-1", "");
            String url = other.call(
                            "join",
                            "fullName=Ada&meetingID=room-1&role=VIEWER&userID=u1&userdata-bbb_x=1&userdata-a-b=2")
                    .header("location");
            other.get(url);
            other.get(url);

            BbbAnswer info = other.call("getMeetingInfo", "meetingID=room-1");
            assertThat(info.text("participantCount")).isEqualTo("1");
            assertThat(info.text("userID")).isEqualTo("u1");
            assertThat(info.childrenOf("customdata")).containsExactly("bbb_x");

            assertThat(other.get(url.replace("/join?", "/leave?")).status()).isEqualTo(302);
            assertThat(other.call("isMeetingRunning", "meetingID=room-1").text("running"))
                    .isEqualTo("false");
        }
    }

    @Test
    void withoutRedirectTheAnswerIsXml() throws IOException {
        BbbAnswer answer = join("fullName=Ada&meetingID=room-1&password=ap&redirect=false");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.outcome()).isEqualTo("SUCCESS successfullyJoined You have joined successfully.");
        assertThat(answer.childrenOf("response"))
                .containsExactly(
                        "returncode",
                        "messageKey",
                        "message",
                        "meeting_id",
                        "user_id",
                        "auth_token",
                        "session_token",
                        "guestStatus",
                        "url");
        assertThat(answer.text("meeting_id")).isEqualTo("0e9770ee13188deca3cd34f598eb93650a2f97c3-1767603600123");
        assertThat(answer.text("user_id")).matches("w_[a-z0-9]{12}");
        assertThat(answer.text("url")).endsWith("/html5client/join?sessionToken=" + answer.text("session_token"));
        assertThat(answer.header("set-cookie")).startsWith("JSESSIONID=");
    }

    @ParameterizedTest
    @CsvSource({
        "role=VIEWER&password=mp, false",
        "role=Moderator, true",
        "password=mp, true",
        "password=ap, false",
        "role=other&password=mp, true"
    })
    void theRoleWinsOverThePassword(String query, boolean moderator) throws IOException {
        join("fullName=Ada&meetingID=room-1&" + query);

        assertThat(server.meeting("room-1").orElseThrow().joinedUsers())
                .singleElement()
                .satisfies(user -> assertThat(user.moderator()).isEqualTo(moderator));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "password=zz | You must enter a valid password",
                "a=b | You must either send the valid role of the user, or the password, sould the meeting has one."
            })
    void withoutRoleTheErrorIsAlwaysXml(String query, String message) throws IOException {
        BbbAnswer answer = join("fullName=Ada&meetingID=room-1&" + query);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.outcome()).isEqualTo("FAILED Params required " + message);
    }

    @Test
    void aMeetingWithoutPasswordsNeedsTheRole() throws IOException {
        client.create("room-2", "&attendeePW=&moderatorPW=");

        assertThat(join("fullName=Ada&meetingID=room-2").text("message"))
                .isEqualTo("You must send the 'role' parameter, since this meeting doesn't have any password.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"meetingID=none", "meetingID=", "a=b", "meetingID=none&redirect=false"})
    void anUnknownMeetingRedirectsToTheServerItself(String query) throws IOException {
        BbbAnswer answer = join("fullName=Ada&role=VIEWER&" + query);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(decoded(answer.header("location")))
                .isEqualTo("http://127.0.0.1:" + server.port() + "/?errors=" + ENDED);
        assertThat(client.get(answer.header("location")).body()).contains("meetingForciblyEnded");
    }

    @Test
    void errorRedirectUrlBeatsLogoutUrlAndKeepsItsQuery() throws IOException {
        String query = "fullName=Ada&role=VIEWER&meetingID=none&logoutURL=https%3A%2F%2Fout.example.org%2F";

        assertThat(join(query).header("location")).startsWith("https://out.example.org/?errors=%5B%7B%22");
        BbbAnswer answer = join(query + "&errorRedirectUrl=https%3A%2F%2Ferr.example.org%2Fp%3Fa%3Db");
        assertThat(decoded(answer.header("location"))).isEqualTo("https://err.example.org/p?a=b&errors=" + ENDED);
    }

    @Test
    void aChecksumErrorRedirectsToo() throws IOException {
        BbbAnswer answer = client.getApi("/join?fullName=Ada&meetingID=room-1&checksum=ab&redirect=false");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(decoded(answer.header("location")))
                .endsWith("[{\"key\":\"checksumError\",\"message\":\"Checksums do not match\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "fullName=&meetingID=none, missingParamFullName",
        "fullName=Ada&meetingID=room-1&password=a, invalidPassword",
        "fullName=Ada&meetingID=room-1&role=VIEWER&guest=perhaps, validationError",
        "fullName=Ada&meetingID=room-1&role=VIEWER&createTime=x, validationError",
        "fullName=Ada&meetingID=room-1&role=VIEWER&createTime=1, mismatchCreateTimeParam"
    })
    void brokenRulesRedirectWithTheirKey(String query, String key) throws IOException {
        assertThat(decoded(join(query).header("location"))).contains("\"key\":\"" + key + "\"");
    }

    @Test
    void aMissingNameIsAnInternalError() throws IOException {
        assertThat(join("meetingID=room-1&role=VIEWER").status()).isEqualTo(500);
    }

    @Test
    void aFullMeetingRefusesAJoin() throws IOException {
        server.connectUsers("room-1", 1, 1);

        assertThat(decoded(join("fullName=Ada&meetingID=room-1&role=VIEWER").header("location")))
                .contains("maxParticipantsReached");
        assertThat(join("fullName=Ada&meetingID=room-1&role=VIEWER&redirect=false")
                        .outcome())
                .startsWith("FAILED maxParticipantsReached ");
        assertThat(join("fullName=Ada&meetingID=room-1&role=VIEWER&redirect=false&bot=true")
                        .text("returncode"))
                .isEqualTo("SUCCESS");
    }

    @ParameterizedTest
    @CsvSource({
        "ALWAYS_DENY, '', guestDeniedAccess",
        "ASK_MODERATOR, '', WAIT",
        "ASK_MODERATOR, &auth=false, ALLOW",
        "ALWAYS_ACCEPT_AUTH, &guest=true, WAIT",
        "ALWAYS_ACCEPT_AUTH, '', ALLOW",
        "ALWAYS_ACCEPT, &guest=true, ALLOW"
    })
    void theGuestPolicyDecidesOverViewers(String policy, String query, String expected) throws IOException {
        client.create("room-2", "&guestPolicy=" + policy);

        BbbAnswer answer = join("fullName=Ada&meetingID=room-2&role=VIEWER&redirect=false" + query);

        assertThat(answer.text("guestStatus") + answer.text("messageKey")).contains(expected);
        assertThat(join("fullName=Ada&meetingID=room-2&role=MODERATOR&redirect=false")
                        .text("guestStatus"))
                .isEqualTo("ALLOW");
    }

    @Test
    void aJoinByPostIsNotAllowed() throws IOException {
        String query = client.signed("join", "fullName=Ada&meetingID=room-1&role=VIEWER");

        assertThat(client.post("/join?" + query, "", "").status()).isEqualTo(405);
    }

    private BbbAnswer join(String query) throws IOException {
        return client.call("join", query);
    }

    private static String decoded(String location) {
        return URLDecoder.decode(location, StandardCharsets.UTF_8);
    }
}
