package org.scalelite.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.simulator.BbbAnswer;
import org.scalelite.simulator.WithServer;
import org.scalelite.simulator.http.Json;

class ControlApiTest extends WithServer {

    private final ControlApi control = ControlApi.start(pool, "127.0.0.1", 0);

    @AfterEach
    void closeControl() {
        control.close();
    }

    @Test
    void serversAreListed() throws IOException {
        JsonNode servers = json(ask("GET", "/servers", ""));

        assertThat(servers).hasSize(1);
        assertThat(servers.get(0).get("name").asText()).isEqualTo("bbb-1");
        assertThat(servers.get(0).get("url").asText()).isEqualTo(server.apiUrl().toString());
        assertThat(servers.get(0).get("secret").asText()).isEqualTo(SECRET);
    }

    @Test
    void usersAndVideosComeAndGo() throws IOException {
        client.create("room-1", "");

        ask("POST", "/servers/bbb-1/users", "{\"meetingID\":\"room-1\",\"moderators\":1,\"viewers\":3}");
        ask("POST", "/servers/bbb-1/videos", "{\"meetingID\":\"room-1\",\"count\":2}");

        JsonNode meeting = json(ask("GET", "/servers/bbb-1/meetings", "")).get(0);
        assertThat(meeting.get("moderators").asInt()).isEqualTo(1);
        assertThat(meeting.get("viewers").asInt()).isEqualTo(3);
        assertThat(meeting.get("videos").asInt()).isEqualTo(2);

        ask("DELETE", "/servers/bbb-1/users?meetingID=room-1", "");
        assertThat(server.meeting("room-1").orElseThrow().running()).isFalse();
        ask("DELETE", "/servers/bbb-1/meetings?meetingID=room-1", "");
        assertThat(server.meetings()).isEmpty();
    }

    @Test
    void faultsAreSwitchedOnAndOff() throws IOException {
        ask(
                "POST",
                "/servers/bbb-1/faults",
                "{\"fault\":\"answer\",\"status\":502,\"body\":\"x\",\"call\":\"create\"}");
        ask("POST", "/servers/bbb-1/faults", "{\"fault\":\"answer\",\"status\":503,\"call\":\"create\",\"once\":true}");

        assertThat(client.create("room-1", "").status()).isEqualTo(503);
        assertThat(client.create("room-1", "").status()).isEqualTo(502);

        ask("DELETE", "/servers/bbb-1/faults", "");
        assertThat(client.create("room-1", "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "hang, Hang[]",
        "reset-connections, ResetConnections[]",
        "lose-answer, LoseAnswer[]",
        "fail-afterwards, FailAfterwards[]",
        "delay, Delay[time=PT0.05S]",
        "slow-body, SlowBody[time=PT0.05S]",
        "cut-body, CutBody[]",
        "thousands-separators, ThousandsSeparators[]",
        "wrong-checksum, WrongChecksum[]"
    })
    void everyFaultHasAName(String name, String shown) throws IOException {
        ask("POST", "/servers/bbb-1/faults", "{\"fault\":\"" + name + "\",\"millis\":50}");

        JsonNode faults = json(ask("GET", "/servers/bbb-1/faults", ""));
        assertThat(faults.get(0).asText()).isEqualTo(shown);
    }

    @Test
    void aServerCrashesAndRestarts() throws IOException {
        client.create("room-1", "");

        ask("POST", "/servers/bbb-1/crash", "");
        assertThatThrownBy(() -> client.getApi("")).isInstanceOf(ConnectException.class);
        ask("POST", "/servers/bbb-1/restart", "");
        assertThat(client.call("getMeetings", "").text("messageKey")).isEqualTo("noMeetings");
        ask("POST", "/servers/bbb-1/faults", "{\"fault\":\"refuse-connections\"}");
        assertThat(json(ask("GET", "/servers/bbb-1", "")).get("listening").asBoolean())
                .isFalse();
    }

    @Test
    void requestsAreShownAndDropped() throws IOException {
        client.create("room-1", "");
        client.getApi("");

        JsonNode creates = json(ask("GET", "/servers/bbb-1/requests?call=create", ""));
        assertThat(creates).hasSize(1);
        assertThat(creates.get(0).get("rawQuery").asText()).startsWith("name=Biology&meetingID=room-1&checksum=");

        ask("DELETE", "/servers/bbb-1/requests", "");
        assertThat(json(ask("GET", "/servers/bbb-1/requests", ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /servers/bbb-9         |                            | 404 | There is no server bbb-9",
                "GET    | /other                 |                            | 404 | There is no GET /other",
                "POST   | /servers               |                            | 404 | There is no POST /servers",
                "POST   | /servers/bbb-1/users   | {'meetingID':'none'}       | 404 | Server bbb-1 has no meeting none",
                "POST   | /servers/bbb-1/users   | {}                         | 400 | 'meetingID' is missing",
                "POST   | /servers/bbb-1/users   | {'meetingID':'a','viewers':'x'} | 400 | 'viewers' must be a whole number",
                "POST   | /servers/bbb-1/faults  | {'fault':'odd'}            | 400 | There is no fault 'odd'",
                "POST   | /servers/bbb-1/faults  | {'fault':'delay'}          | 400 | 'millis' must be given",
                "POST   | /servers/bbb-1/faults  | {'fault':'hang','once':true} | 400 | 'once' needs a 'call'",
                "POST   | /servers/bbb-1/faults  | {'fault':                  | 400 | The body is not JSON",
                "POST   | /servers/bbb-1/faults  | []                         | 400 | The body must be a JSON object"
            })
    void mistakesAreNamed(String method, String path, String body, int status, String message) throws IOException {
        BbbAnswer answer = ask(method, path, body == null ? "" : body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(json(answer).get("error").asText().replace('"', '\'')).contains(message);
    }

    private BbbAnswer ask(String method, String path, String body) throws IOException {
        return client.send(HttpRequest.newBuilder(URI.create(control.url() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static JsonNode json(BbbAnswer answer) throws IOException {
        return Json.read(answer.body());
    }
}
