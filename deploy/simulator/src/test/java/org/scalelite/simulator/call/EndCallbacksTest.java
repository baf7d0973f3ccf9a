package org.scalelite.simulator.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.SimulatorOptions;
import org.scalelite.simulator.WithServer;
import org.scalelite.simulator.control.Fault;

class EndCallbacksTest extends WithServer {

    /** A second simulated server notes what it is asked, which is all that a front-end does here. */
    private final SimulatedPool frontEnd = SimulatedPool.start(1);

    EndCallbacksTest() {
        super(SimulatorOptions.defaults()
                .withCallbackPause(Duration.ofMillis(10))
                .withCallbackRetries(2));
    }

    @AfterEach
    void closeFrontEnd() {
        frontEnd.close();
    }

    @Test
    void bothAddressesAreCalledWhenTheMeetingEnds() throws IOException {
        frontEnd.server(0).inject(new Fault.Answer(200, "text/plain", ""));
        client.create("room-1", "&meta_endCallbackUrl=" + url("cb?a=b") + "&meetingEndedURL=" + url("ended?x=1"));

        client.call("end", "meetingID=room-1");

        await().untilAsserted(() -> assertThat(received())
                .containsExactlyInAnyOrder("cb?a=b&recordingmarks=false&meetingID=room-1", "ended?x=1"));
    }

    @Test
    void aFailedCallbackIsTriedAgainAFewTimes() throws IOException {
        frontEnd.server(0).inject(new Fault.Answer(503, "text/plain", ""));
        client.create("room-1", "&meetingEndedURL=" + url("ended"));

        server.endMeeting("room-1");

        await().untilAsserted(() -> assertThat(received()).containsExactly("ended?", "ended?", "ended?"));
    }

    @Test
    void anExpiredMeetingCallsWithoutAnyAccess() throws IOException {
        frontEnd.server(0).inject(new Fault.Answer(200, "text/plain", ""));
        client.create("room-1", "&meetingEndedURL=" + url("ended"));

        clock.advance(Duration.ofMinutes(5));

        await().untilAsserted(() -> assertThat(received()).containsExactly("ended?"));
    }

    private List<String> received() {
        return frontEnd.server(0).requests().stream()
                .map(request -> request.call() + "?" + request.rawQuery())
                .toList();
    }

    private String url(String pathAndQuery) {
        String url = "http://127.0.0.1:" + frontEnd.server(0).port() + "/" + pathAndQuery;
        return URLEncoder.encode(url, StandardCharsets.UTF_8);
    }
}
