package org.scalelite.common.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClient.Fetched;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.server.Server;
import org.scalelite.common.text.Amounts;
import org.scalelite.common.tls.CertificateProbe;

/**
 * Whether a BBB server can be called: name, port, certificate, answer, secret.
 *
 * @param timeout how long connecting may take
 */
record ServerCheck(BbbClient bbb, Duration timeout, InstantSource clock, ClusterProxyCheck clusterProxy) {
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Duration WHOLE_SECONDS = Duration.ofSeconds(1);

    /** Findings, and the server's clock if its answer has a date. */
    record Result(List<Finding> findings, Optional<ClockCheck.Reading> clock) {}

    Result run(Server server) {
        Result result = check(server);
        return server.state() == Server.State.DISABLED
                ? new Result(result.findings().stream().map(Finding::asNote).toList(), Optional.empty())
                : result;
    }

    private Result check(Server server) {
        String where = server.toString();
        List<Finding> findings = new ArrayList<>();
        if ("https".equalsIgnoreCase(server.url().getScheme())) {
            CertificateProbe.Look certificate = CertificateProbe.look(server.url(), timeout);
            findings.addAll(CertificateCheck.run(where, certificate, clock.instant()));
            if (certificate instanceof CertificateProbe.Look.NoTls) {
                return new Result(findings, Optional.empty());
            }
        } else {
            findings.addAll(CertificateCheck.plain(where, server.url()));
        }
        // An offline server gets the full timeout here.
        BbbEndpoint endpoint = new BbbEndpoint(server.url(), server.secret(), true);
        Instant sent = clock.instant();
        long start = System.nanoTime();
        BbbClient.IndexAnswer greeting = bbb.fetchIndexAnswer(endpoint);
        Duration first = Duration.ofNanos(System.nanoTime() - start);
        switch (greeting.index()) {
            case Fetched.Document(byte[] xml) -> {
                findings.addAll(answers(where, endpoint, xml, first));
                if (findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.PROBLEM)) {
                    findings.addAll(clusterProxy.run(server, xml));
                }
            }
            case Fetched.Failure(BbbReply reply) ->
                failure(where, reply, findings).ifPresent(findings::add);
            case Fetched.Overloaded(String reason) ->
                failure(where, new BbbReply.Unreachable(reason, false), findings)
                        .ifPresent(findings::add);
        }
        return new Result(
                findings,
                greeting.date().map(date -> ClockCheck.Reading.of(where, sent, date, sent.plus(first), WHOLE_SECONDS)));
    }

    private List<Finding> answers(String where, BbbEndpoint endpoint, byte[] index, Duration first) {
        if (BbbXml.textAt(index, "/response/returncode").isEmpty()) {
            return List.of(unreadable(where, "its version document is no answer of a BBB server"));
        }
        long start = System.nanoTime();
        BbbReply reply = bbb.call(endpoint, "getMeetings", CallParameters.none());
        Duration second = Duration.ofNanos(System.nanoTime() - start);
        if (!(reply instanceof BbbReply.Success)) {
            return failure(where, reply, List.of()).stream().toList();
        }
        // The first call also paid for the connection, and both for a program that has just started.
        Duration faster = shorter(first, second);
        if (faster.compareTo(SLOW) > 0) {
            long again = System.nanoTime();
            bbb.fetchIndexAnswer(endpoint);
            faster = shorter(faster, Duration.ofNanos(System.nanoTime() - again));
        }
        if (faster.compareTo(SLOW) > 0) {
            return List.of(
                    Finding.warning(
                            where,
                            "takes %s to answer".formatted(Amounts.seconds(faster)),
                            "see its load ('uptime', 'bbb-conf --status') and the network to it; RESPONSE_TIMEOUT ends a call"));
        }
        String version = BbbXml.textAt(index, "/response/bbbVersion")
                .filter(text -> !text.isBlank())
                .map(text -> "BBB " + text)
                .orElse("it keeps its version to itself;");
        return List.of(Finding.ok(where, "%s answers in %s".formatted(version, Amounts.milliseconds(faster))));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Empty if an earlier finding has the same cause. */
    private static Optional<Finding> failure(String where, BbbReply reply, List<Finding> before) {
        return switch (reply) {
            case BbbReply.Success _ -> Optional.empty();
            case BbbReply.Failed failed -> Optional.of(refused(where, failed.error()));
            case BbbReply.Unreadable(String reason) ->
                Optional.of(unreadable(where, "what it answers is no answer of a BBB server: " + reason));
            case BbbReply.ServerError(int status) ->
                Optional.of(
                        Finding.problem(
                                where,
                                "answers with HTTP status " + status,
                                "its nginx runs, but BBB behind it does not: 'bbb-conf --status', 'systemctl restart bbb-web'"));
            case BbbReply.Unreachable unreachable -> {
                String reason = unreachable.reason();
                boolean said = reason.startsWith("TLS")
                        && before.stream().anyMatch(finding -> finding.severity() == Finding.Severity.PROBLEM);
                yield said ? Optional.empty() : Optional.of(Unreachable.finding(where, reason));
            }
        };
    }

    private static Finding refused(String where, BbbError error) {
        return error.key().equals("checksumError")
                ? Finding.problem(
                        where,
                        "does not accept our signature (checksumError)",
                        "give it the secret that 'bbb-conf --secret' shows there; if it is the same, its"
                                + " supportedChecksumAlgorithms must allow the strongest of LOADBALANCER_CHECKSUM_ALGORITHM"
                                + " (SHA256 if that is not set)")
                : Finding.problem(
                        where,
                        "refuses getMeetings: %s, %s".formatted(error.key(), error.message()),
                        "see its log, bbb-web.log");
    }

    private static Finding unreadable(String where, String what) {
        return Finding.problem(
                where, what, "check its URL (it ends in /bigbluebutton/api) and what its nginx sends it to");
    }

    /** Why a BBB server was not reached, by the first words of the reason of {@code BbbClient}. */
    static final class Unreachable {
        private static final Map<String, String> CURES = Map.of(
                "connection refused",
                "start it ('bbb-conf --restart' there), and check the port in its URL",
                "unknown host",
                "correct its URL, or the name in the DNS that this machine asks",
                "no route to host",
                "start the machine, and check the network and the firewall between",
                "connect timeout",
                "start the machine, and check the network and the firewall between",
                "timeout",
                "it hangs or is overloaded: 'bbb-conf --status' and 'systemctl restart bbb-web' there",
                "TLS",
                "check its certificate and the TLS versions in its nginx");

        private Unreachable() {}

        static Finding finding(String where, String reason) {
            String cure = CURES.entrySet().stream()
                    .filter(entry -> reason.startsWith(entry.getKey()))
                    .map(Entry::getValue)
                    .findFirst()
                    .orElse("see the log of its nginx, and the network between");
            return Finding.problem(where, "cannot be called: " + reason, cure);
        }
    }
}
