package org.scalelite.simulator.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.simulator.BbbAnswer;
import org.scalelite.simulator.WithServer;

/** The calls of a session need its token, and a cookie unless the meeting allows requests without. */
class SessionCallsTest extends WithServer {
    private static final String MEETING = "&allowRequestsWithoutSession=";

    private String join(String role) throws IOException {
        String query = "meetingID=room&fullName=Ada&redirect=false&role=" + role;
        return client.call("join", query).text("session_token");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            getJoinUrl        | VIEWER    | true                                      | Join URL provided successfully.
            getJoinUrl        | VIEWER    | false                                     | Invalid session token
            learningDashboard | VIEWER    | true                                      | Access denied
            learningDashboard | MODERATOR | false                                     | Invalid session token
            learningDashboard | MODERATOR | true&disabledFeatures=x,learningDashboard | Learning Dashboard disabled for this meeting
            """)
    void answersAsBbb(String call, String role, String settings, String message) throws IOException {
        client.create("room", MEETING + settings);
        String token = join(role);
        server.connectUsers("room", 1, 0);
        BbbAnswer answer = client.getApi("/" + call + "?sessionToken=" + token);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.body()).contains("\"message\":\"" + message + "\"");
        assertThat(client.getApi("/" + call).body()).contains("You must provide a session token");
        assertThat(client.getApi("/" + call + "?sessionToken=unknown").body()).contains("Invalid session token");
    }

    @Test
    void meetingWithoutUsersIsNotFound() throws IOException {
        client.create("room", MEETING + true);
        String token = join("VIEWER");
        assertThat(client.getApi("/getJoinUrl?sessionToken=" + token).body()).contains("Meeting not found");
    }

    @Test
    void cookieOfTheBrowserIsEnough() throws IOException {
        client.create("room", "");
        String token = join("MODERATOR");
        server.connectUsers("room", 1, 0);
        URI url = URI.create(server.apiUrl() + "/learningDashboard?sessionToken=" + token);
        BbbAnswer answer = client.send(HttpRequest.newBuilder(url).header("Cookie", "JSESSIONID=1"));
        assertThat(answer.body()).contains("\"returncode\":\"SUCCESS\"").contains("\\\"extId\\\":\\\"room\\\"");
    }
}
