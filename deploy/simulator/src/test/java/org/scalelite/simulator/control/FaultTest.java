package org.scalelite.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.scalelite.simulator.BbbAnswer;
import org.scalelite.simulator.WithServer;

class FaultTest extends WithServer {

    @Test
    void aRefusingServerReturnsWithItsMeetings() throws IOException {
        client.create("room-1", "");
        int port = server.port();

        server.inject(new Fault.RefuseConnections());
        assertThatThrownBy(() -> client.create("room-2", "")).isInstanceOf(ConnectException.class);

        server.recover();
        assertThat(server.port()).isEqualTo(port);
        assertThat(client.call("getMeetings", "").texts("meetingID")).containsExactly("room-1");
    }

    @Test
    void aCrashedServerForgetsItsMeetings() throws IOException {
        client.create("room-1", "");

        server.crash();
        assertThatThrownBy(() -> client.getApi("")).isInstanceOf(ConnectException.class);

        server.recover();
        assertThat(client.call("getMeetings", "").text("messageKey")).isEqualTo("noMeetings");
    }

    @Test
    void aRestartedServerHasNeitherMeetingsNorFaults() throws IOException {
        client.create("room-1", "");
        server.inject(new Fault.WrongChecksum());

        server.restartEmpty();

        assertThat(client.call("getMeetings", "").text("messageKey")).isEqualTo("noMeetings");
    }

    @Test
    void refusingIsNotPossibleForOneCall() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.inject(new Fault.RefuseConnections(), "create"))
                .withMessageContaining("as a whole");
    }

    @Test
    void aResetConnectionExecutesNothing() {
        server.inject(new Fault.ResetConnections(), "create");

        assertThatIOException().isThrownBy(() -> client.create("room-1", ""));
        assertThat(server.meetings()).isEmpty();
        assertThat(server.requests("create")).isNotEmpty();
    }

    @Test
    void aHangingServerExecutesNothing() {
        server.inject(new Fault.Hang());
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(server.apiUrl() + "/create?" + client.signed("create", "name=Bio&meetingID=ab")));

        assertThatThrownBy(() -> client.http()
                        .send(request.timeout(Duration.ofMillis(300)).build(), BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(server.requests("create")).hasSize(1);
        assertThat(server.meetings()).isEmpty();
    }

    @Test
    void aLostAnswerBelongsToAnExecutedCall() {
        // For every request, since this client repeats a GET that found its connection closed.
        server.inject(new Fault.LoseAnswer(), "create");

        assertThatIOException().isThrownBy(() -> client.create("room-1", ""));
        assertThat(server.meeting("room-1")).isPresent();
    }

    @Test
    void aDelayedAnswerComesInTheEnd() throws IOException {
        server.inject(new Fault.Delay(Duration.ofMillis(200)));
        long start = System.nanoTime();

        assertThat(client.create("room-1", "").text("returncode")).isEqualTo("SUCCESS");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void heldAnswerComesWithTheRecovery() {
        server.inject(new Fault.HoldAnswer(), "create");
        CompletableFuture<BbbAnswer> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return client.create("room-1", "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        await().until(() -> server.meeting("room-1").isPresent());
        assertThat(answer).isNotDone();

        server.recover();

        assertThat(answer.join().text("returncode")).isEqualTo("SUCCESS");
    }

    @Test
    void aSlowBodyFollowsItsHeaders() throws Exception {
        server.inject(new Fault.SlowBody(Duration.ofMillis(200)));
        CompletableFuture<Long> headersAt = new CompletableFuture<>();
        HttpResponse.BodyHandler<String> handler = headers -> {
            headersAt.complete(System.nanoTime());
            return HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
        };

        HttpResponse<String> response =
                client.http().send(HttpRequest.newBuilder(server.apiUrl()).build(), handler);

        assertThat(response.body()).endsWith("</response>\n");
        assertThat(System.nanoTime() - headersAt.join())
                .isGreaterThan(Duration.ofMillis(100).toNanos());
    }

    @Test
    void aCutBodyEndsEarly() {
        server.inject(new Fault.CutBody());

        assertThatIOException().isThrownBy(() -> client.create("room-1", "")).withMessageContaining("bytes received");
        assertThat(server.meeting("room-1")).isPresent();
    }

    @Test
    void anyAnswerCanBeGivenInstead() throws IOException {
        server.inject(new Fault.Answer(502, "text/html", "<h1>Bad Gateway</h1>"));

        BbbAnswer answer = client.create("room-1", "");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.header("content-type")).isEqualTo("text/html");
        assertThat(answer.body()).isEqualTo("<h1>Bad Gateway</h1>");
        assertThat(server.meetings()).isEmpty();
    }

    @Test
    void countsInGetMeetingsCanCarryThousandsSeparators() throws IOException {
        client.create("room-1", "&maxParticipants=12345");
        server.connectUsers("room-1", 0, 1234);
        server.inject(new Fault.ThousandsSeparators());

        BbbAnswer meetings = client.call("getMeetings", "");

        assertThat(meetings.text("participantCount") + " " + meetings.text("maxUsers"))
                .isEqualTo("1,234 12,345");
        assertThat(client.call("getMeetingInfo", "meetingID=room-1").text("participantCount"))
                .isEqualTo("1234");
    }

    @Test
    void everyChecksumCanBeWrong() throws IOException {
        server.inject(new Fault.WrongChecksum());

        assertThat(client.create("room-1", "").outcome()).isEqualTo("FAILED checksumError Checksums do not match");
        assertThat(client.getApi("").text("returncode")).isEqualTo("SUCCESS");
        assertThat(server.meetings()).isEmpty();
    }

    @Test
    void aFaultForOneCallLeavesTheOthersAlone() throws IOException {
        server.inject(new Fault.Answer(500, "", ""), "create");

        assertThat(client.create("room-1", "").status()).isEqualTo(500);
        assertThat(client.call("getMeetings", "").status()).isEqualTo(200);
        assertThat(client.getApi("").status()).isEqualTo(200);
    }

    @Test
    void aFaultForOneRequestIsUsedUp() throws IOException {
        server.injectOnce(new Fault.Answer(500, "", ""), "create");

        assertThat(client.call("getMeetings", "").status()).isEqualTo(200);
        assertThat(client.create("room-1", "").status()).isEqualTo(500);
        assertThat(client.create("room-1", "").status()).isEqualTo(200);
    }

    @Test
    void theLastFaultWinsAndRecoverySwitchesAllOff() throws IOException {
        server.inject(new Fault.Answer(500, "", ""));
        server.inject(new Fault.Answer(502, "", ""), "index");
        assertThat(client.getApi("").status()).isEqualTo(502);

        server.recover();

        assertThat(client.getApi("").status()).isEqualTo(200);
    }
}
