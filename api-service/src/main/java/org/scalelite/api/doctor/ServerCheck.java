package org.scalelite.api.doctor;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClient.Fetched;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.bbb.CertificateProbe;
import org.scalelite.common.server.Server;

/** Whether a BBB server can be called: name, port, certificate, answer, secret. */
final class ServerCheck {
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Duration WHOLE_SECONDS = Duration.ofSeconds(1);

    private final BbbClient bbb;
    private final Duration patience;
    private final InstantSource clock;

    /**
     * A check over this client.
     *
     * @param patience how long connecting may take
     */
    ServerCheck(BbbClient bbb, Duration patience, InstantSource clock) {
        this.bbb = bbb;
        this.patience = patience;
        this.clock = clock;
    }

    /** What was found, and how the server's clock stands if it tells. */
    record Result(List<Finding> findings, Optional<ClockReading> clock) {}

    Result run(Server server) {
        String where = server.toString();
        // What a server that is offline says is worth waiting for here.
        BbbEndpoint endpoint = new BbbEndpoint(server.url(), server.secret(), true);
        List<Finding> findings = new ArrayList<>(certificate(where, server.url()));
        Instant sent = clock.instant();
        long start = System.nanoTime();
        BbbClient.Greeting greeting = bbb.greet(endpoint);
        Duration first = Duration.ofNanos(System.nanoTime() - start);
        Optional<ClockReading> reading = greeting.date()
                .map(date -> ClockReading.of(where, sent, date, sent.plus(first), WHOLE_SECONDS));
        switch (greeting.index()) {
            case Fetched.Document(byte[] xml) -> findings.addAll(answers(where, endpoint, xml, first));
            case Fetched.Failure(BbbReply reply) -> failure(where, reply, findings).ifPresent(findings::add);
        }
        if (server.state() == Server.State.DISABLED) {
            return new Result(findings.stream().map(Finding::asNote).toList(), Optional.empty());
        }
        return new Result(findings, reading);
    }

    private List<Finding> certificate(String where, URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                ? CertificateCheck.run(where, CertificateProbe.look(url, patience), clock.instant())
                : CertificateCheck.plain(where, url);
    }

    private List<Finding> answers(String where, BbbEndpoint endpoint, byte[] index, Duration first) {
        if (BbbXml.firstText(index, "returncode").isEmpty()) {
            return List.of(unreadable(where, "its version document is no answer of a BBB server"));
        }
        long start = System.nanoTime();
        BbbReply reply = bbb.call(endpoint, "getMeetings", CallParameters.none());
        Duration second = Duration.ofNanos(System.nanoTime() - start);
        // The first call also paid for the connection.
        Duration faster = first.compareTo(second) < 0 ? first : second;
        if (!(reply instanceof BbbReply.Success)) {
            return failure(where, reply, List.of()).stream().toList();
        }
        if (faster.compareTo(SLOW) > 0) {
            return List.of(Finding.warning(
                    where,
                    "takes %s to answer".formatted(Amounts.seconds(faster)),
                    "see its load ('uptime', 'bbb-conf --status') and the network to it; RESPONSE_TIMEOUT ends a call"));
        }
        String version = BbbXml.firstText(index, "bbbVersion")
                .filter(text -> !text.isBlank())
                .map(text -> "BBB " + text)
                .orElse("it keeps its version to itself;");
        return List.of(Finding.ok(where, "%s answers in %s".formatted(version, Amounts.milliseconds(faster))));
    }

    /** Empty if what was found before says it all. */
    private static Optional<Finding> failure(String where, BbbReply reply, List<Finding> before) {
        return switch (reply) {
            case BbbReply.Success _ -> Optional.empty();
            case BbbReply.Failed(var error, _) -> Optional.of(refused(where, error.key(), error.message()));
            case BbbReply.Unreadable(String reason) ->
                Optional.of(unreadable(where, "what it answers is no answer of a BBB server: " + reason));
            case BbbReply.ServerError(int status) ->
                Optional.of(Finding.problem(
                        where,
                        "answers with HTTP status " + status,
                        "its nginx runs, but BBB behind it does not: 'bbb-conf --status', 'systemctl restart bbb-web'"));
            case BbbReply.Unreachable(String reason, _) -> {
                boolean said = reason.startsWith("TLS")
                        && before.stream().anyMatch(finding -> finding.severity() == Severity.PROBLEM);
                yield said ? Optional.empty() : Optional.of(Unreachable.finding(where, reason));
            }
        };
    }

    private static Finding refused(String where, String key, String message) {
        return key.equals("checksumError")
                ? Finding.problem(
                        where,
                        "does not accept our signature (checksumError)",
                        "give it the secret that 'bbb-conf --secret' shows there; if it is the same, its"
                                + " supportedChecksumAlgorithms must allow the strongest of LOADBALANCER_CHECKSUM_ALGORITHM"
                                + " (SHA256 if that is not set)")
                : Finding.problem(
                        where, "refuses getMeetings: %s, %s".formatted(key, message), "see its log, bbb-web.log");
    }

    private static Finding unreadable(String where, String what) {
        return Finding.problem(
                where, what, "check its URL (it ends in /bigbluebutton/api) and what its nginx sends it to");
    }
}
