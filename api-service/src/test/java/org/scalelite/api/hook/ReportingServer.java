package org.scalelite.api.hook;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.hook.IntakeAddress;
import org.scalelite.common.hook.ServerHooks.Kind;
import org.scalelite.common.server.ServerId;
import org.scalelite.simulator.SimulatedBbbServer;

/** Sends events to a replica as bbb-webhooks of a server does. */
record ReportingServer(FrontEnd replica, ServerId server, String secret) {
    /** Where servers report; replicas are called at their own ports. */
    static final String BASE = "https://lb.example.org";

    private static final IntakeAddress ADDRESS = new IntakeAddress(BASE);

    static ReportingServer of(FrontEnd replica, ServerId id, SimulatedBbbServer server) {
        return new ReportingServer(replica, id, server.secret());
    }

    /** An event of a meeting. */
    static String event(SimulatedBbbServer server, String meetingId, String eventId, int number) {
        String internalId = server.meeting(meetingId).orElseThrow().internalId();
        return "{\"data\":{\"type\":\"event\",\"id\":\"" + eventId
                + "\",\"attributes\":{\"meeting\":{\"internal-meeting-id\":\"" + internalId
                + "\",\"external-meeting-id\":\"" + meetingId + "\"}},\"event\":{\"ts\":" + number + "}}}";
    }

    Answer send(String event) {
        return send(event, System.currentTimeMillis());
    }

    Answer send(String event, long timestamp) {
        return sendTo(ADDRESS.url(server, secret, Kind.EVENTS), body(event, timestamp));
    }

    Answer sendRaw(String message) {
        return sendTo(ADDRESS.url(server, secret, Kind.RAW), body(message, System.currentTimeMillis()));
    }

    /** A report at the URL of another server. */
    Answer sendAs(ServerId other, String event) {
        return sendTo(ADDRESS.url(other, secret, Kind.EVENTS), body(event, System.currentTimeMillis()));
    }

    Answer sendTo(String url, String body) {
        return post(url, "checksum=" + ChecksumAlgorithm.SHA1.hex(url, body, secret), body);
    }

    Answer post(String url, String query, String body) {
        String path = url.substring(BASE.length());
        URI target = URI.create("http://127.0.0.1:" + replica.api().getPort() + path + "?" + query);
        return replica.send(HttpRequest.newBuilder(target)
                .header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    String url() {
        return ADDRESS.url(server, secret, Kind.EVENTS);
    }

    static String body(String event, long timestamp) {
        return "domain=bbb-1&event=" + URLEncoder.encode("[" + event + "]", StandardCharsets.UTF_8) + "&timestamp="
                + timestamp;
    }
}
