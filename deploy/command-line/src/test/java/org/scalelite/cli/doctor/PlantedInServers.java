package org.scalelite.cli.doctor;

import static org.scalelite.cli.doctor.Planted.planted;
import static org.scalelite.common.doctor.Finding.Severity.PROBLEM;
import static org.scalelite.common.doctor.Finding.Severity.WARNING;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.SimulatorOptions;
import org.scalelite.simulator.control.Fault;

/** Faults of BBB servers, and of who polls them. */
final class PlantedInServers {
    private PlantedInServers() {}

    static Stream<Planted> servers() {
        return Stream.of(
                planted(
                        "refused",
                        PROBLEM,
                        "connection refused",
                        "bbb-conf --restart",
                        it -> it.server().inject(new Fault.RefuseConnections())),
                planted(
                        "no such name",
                        PROBLEM,
                        "unknown host",
                        "DNS",
                        it -> it.move(URI.create("http://nobody.invalid/bigbluebutton/api"))),
                planted("silence", PROBLEM, "timeout", "hangs or is overloaded", it -> {
                    it.set("RESPONSE_TIMEOUT", "1");
                    it.set("CONNECT_TIMEOUT", "1");
                    it.server().inject(new Fault.Hang());
                }),
                planted("silence after the version", PROBLEM, "timeout", "hangs or is overloaded", it -> {
                    it.set("RESPONSE_TIMEOUT", "1");
                    it.set("CONNECT_TIMEOUT", "1");
                    it.server().inject(new Fault.Hang(), "getMeetings");
                }),
                planted(
                        "a wrong secret",
                        PROBLEM,
                        "checksumError",
                        "bbb-conf --secret",
                        it -> it.redis()
                                .hset(it.keys().of(RedisKey.SERVER, it.id().value()), "secret", "wrong")),
                planted(
                        "nginx alone",
                        PROBLEM,
                        "HTTP status 502",
                        "bbb-web",
                        it -> it.server().inject(new Fault.Answer(502, "text/html", "Bad Gateway"))),
                planted(
                        "another web server",
                        PROBLEM,
                        "no answer of a BBB server",
                        "/bigbluebutton/api",
                        it -> it.server().inject(new Fault.Answer(200, "text/html", "<html>It works!</html>"))),
                planted(
                        "a slow server",
                        WARNING,
                        "to answer",
                        "uptime",
                        it -> it.server().inject(new Fault.Delay(Duration.ofMillis(1_100)))),
                planted("a slow clock", WARNING, "behind this machine's", "NTP", it -> skewed(it, -10)),
                planted("a wrong clock", PROBLEM, "ahead of this machine's", "NTP", it -> skewed(it, 3_600)),
                planted(
                        "a self-signed certificate",
                        PROBLEM,
                        "is not believed",
                        "the whole chain",
                        it -> it.encrypt(Certificate.of(it.root(), "localhost", 0, 90))),
                planted("a certificate for another host", PROBLEM, "is not believed", "its host name", it -> {
                    Certificate other = Certificate.of(it.root(), "other.example.org", 0, 90);
                    it.believe(other);
                    it.encrypt(other);
                }),
                planted(
                        "an expired certificate",
                        PROBLEM,
                        "its certificate expired",
                        "certbot renew",
                        it -> it.encrypt(Certificate.of(it.root(), "localhost", 10, 5))),
                planted(
                        "a certificate for some days",
                        PROBLEM,
                        "expires in 4 days",
                        "certbot renew",
                        it -> it.encrypt(believed(it, 5, 10))),
                planted(
                        "a certificate for some weeks",
                        WARNING,
                        "expires in 14 days",
                        "certbot renew",
                        it -> it.encrypt(believed(it, 5, 20))),
                planted(
                        "https without TLS",
                        PROBLEM,
                        "does not speak TLS",
                        "nginx -t",
                        it -> it.move(URI.create(it.server().apiUrl().toString().replace("http:", "https:")))),
                planted(
                        "a server without bbb-webhooks",
                        WARNING,
                        "has no bbb-webhooks",
                        "apt install",
                        it -> hooks(it, "missing")),
                planted(
                        "a server that refuses our hook",
                        WARNING,
                        "does not take our hook",
                        "systemctl status",
                        it -> hooks(it, "failed")),
                planted("hooks without an address", PROBLEM, "no address to report", "URL_HOST", it -> {
                    it.set("URL_HOST", "");
                    hooks(it, "registered");
                }),
                planted(
                        "nobody polls",
                        PROBLEM,
                        "nobody has polled",
                        "start poller-service",
                        it -> it.registry()
                                .servers()
                                .all()
                                .forEach(server -> it.redis()
                                        .hset(
                                                it.keys()
                                                        .of(
                                                                RedisKey.SERVER_MEMORY,
                                                                server.id().value()),
                                                "polled_at",
                                                "1000"))),
                planted(
                        "nobody ever polled",
                        WARNING,
                        "no poller",
                        "start poller-service",
                        it -> it.registry()
                                .servers()
                                .all()
                                .forEach(server -> it.redis()
                                        .del(it.keys()
                                                .of(
                                                        RedisKey.SERVER_MEMORY,
                                                        server.id().value())))));
    }

    private static void hooks(Installation it, String state) {
        it.redis().set(it.keys().of(RedisKey.WANTED_HOOKS), "events");
        it.redis().hset(it.keys().of(RedisKey.SERVER_HOOKS), it.id().value(), state + " - -");
    }

    static Certificate believed(Installation it, int since, int days) {
        Certificate certificate = Certificate.of(it.root(), "localhost", since, days);
        it.believe(certificate);
        return certificate;
    }

    private static void skewed(Installation it, long seconds) {
        SimulatedPool wrong = SimulatedPool.start(
                SimulatorOptions.defaults().withClock(() -> Instant.now().plusSeconds(seconds)));
        it.later(wrong::close);
        it.registry().online(wrong.server(0).apiUrl(), wrong.server(0).secret());
    }
}
