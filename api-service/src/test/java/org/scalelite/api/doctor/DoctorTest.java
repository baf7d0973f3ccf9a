package org.scalelite.api.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.scalelite.api.doctor.Severity.PROBLEM;
import static org.scalelite.api.doctor.Severity.WARNING;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalelite.common.registry.RegistryFault;
import org.scalelite.common.server.Server;
import org.scalelite.simulator.Fault;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.SimulatorOptions;

/** Each fault that is planted is found, alone, with its cure; where nothing is planted nothing is found. */
class DoctorTest {
    @TempDir
    static Path directory;

    private static Installation installation;

    @BeforeAll
    static void start() {
        installation = new Installation(directory);
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @AfterEach
    void reset() {
        installation.reset();
    }

    /** A fault, and what is said of it. */
    record Planted(String name, Consumer<Installation> plant, Severity severity, String what, String cure) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Planted planted(
            String name, Severity severity, String what, String cure, Consumer<Installation> plant) {
        return new Planted(name, plant, severity, what, cure);
    }

    @Test
    void nothingIsFoundWhereNothingIsWrong() {
        assertThat(installation.findings()).isEmpty();
        installation.reset();
        installation.encrypt(believed(installation, 0, 90));
        assertThat(installation.findings()).as("with TLS").isEmpty();
    }

    @Test
    void aMachineWithoutDirectoriesOfRecordingsIsNoImporter() {
        for (String name : List.of("SPOOL", "WORK", "PUBLISH", "UNPUBLISH")) {
            installation.set("RECORDING_" + name + "_DIR", "/nowhere/" + name);
        }
        assertThat(installation.findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource({"configuration", "redis", "postgresql", "servers", "recordings"})
    void isFound(Planted fault) {
        fault.plant().accept(installation);
        assertThat(installation.findings()).singleElement().satisfies(finding -> isSaid(fault, finding));
    }

    @ParameterizedTest
    @MethodSource("registry")
    void isFoundAndMended(Planted fault) {
        fault.plant().accept(installation);
        List<Finding> findings = installation.findings();
        assertThat(findings).singleElement().satisfies(finding -> {
            isSaid(fault, finding);
            assertThat(finding.isFixable()).isTrue();
        });
        List<RegistryFault> faults =
                findings.stream().flatMap(finding -> finding.fault().stream()).toList();
        assertThat(installation.doctor().mend(faults)).isEqualTo(faults);
        assertThat(installation.findings()).isEmpty();
        assertThat(installation.doctor().mend(faults)).as("a second time").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("forAPerson")
    void isFoundAndLeftToAPerson(Planted fault) {
        fault.plant().accept(installation);
        List<Finding> findings = installation.findings();
        assertThat(findings).anySatisfy(finding -> {
            isSaid(fault, finding);
            assertThat(finding.isFixable()).isFalse();
        });
    }

    private static void isSaid(Planted fault, Finding finding) {
        assertThat(finding.what()).contains(fault.what());
        assertThat(finding.cure()).contains(fault.cure());
        assertThat(finding.severity()).isEqualTo(fault.severity());
    }

    static Stream<Planted> configuration() {
        return Stream.of(
                planted("a variable that cannot be read", PROBLEM, "PORT is", "docs/configuration.md", it ->
                        it.set("PORT", "many")),
                planted("no secret", PROBLEM, "blank: the API does not start", "openssl rand", it ->
                        it.set("LOADBALANCER_SECRET", " ")),
                planted("a short secret", WARNING, "a secret of 5 characters", "16 or more", it ->
                        it.set("LOADBALANCER_SECRETS", "short")),
                planted("no key for protected recordings", PROBLEM, "PROTECTED_RECORDINGS_ENABLED", "random", it -> {
                    it.unset("SECRET_KEY_BASE");
                    it.set("PROTECTED_RECORDINGS_ENABLED", "true");
                }),
                planted("no key for voice bridges", WARNING, "voice bridge", "random", it ->
                        it.unset("SECRET_KEY_BASE")),
                planted("tenants without a host", PROBLEM, "MULTITENANCY_ENABLED", "public host name", it -> {
                    it.unset("URL_HOST");
                    it.set("MULTITENANCY_ENABLED", "true");
                }),
                planted("no database", PROBLEM, "the API does not start", "DB_DISABLED=true", it ->
                        it.unset("DATABASE_URL")),
                planted("a database that is off", WARNING, "but DATABASE_URL is set", "unset", it ->
                        it.set("DB_DISABLED", "true")),
                planted("bridges that nobody can type", PROBLEM, "nobody can call in", "VOICE_BRIDGE_LEN_MAX", it ->
                        it.set("VOICE_BRIDGE_LEN", "12")),
                planted("meetings that are forgotten", PROBLEM, "forgotten while they run", "longer", it ->
                        it.set("DEFAULT_MEETING_TTL", "60")),
                planted("an impatient poller", WARNING, "does not wait for slow servers", "RESPONSE_TIMEOUT", it ->
                        it.set("POLLER_WAIT_TIMEOUT", "1")),
                planted("a parameter dropped and set", WARNING, "drops record", "one of them", it -> {
                    it.set("CREATE_EXCLUDE_PARAMS", "record");
                    it.set("OVERRIDE_CREATE_PARAMS", "record=false");
                }),
                planted("one directory for two things", PROBLEM, "the same directory as", "its own", it ->
                        it.set("RECORDING_WORK_DIR", it.directory("PUBLISH").toString())));
    }

    @Test
    void allVariablesThatCannotBeReadAreNamedAtOnce() {
        installation.set("PORT", "many");
        installation.set("POLL_INTERVAL", "-1");
        installation.set("LOADBALANCER_CHECKSUM_ALGORITHM", "MD5");
        installation.set("DATABASE_URL", "mysql://user:pass-word@db");
        assertThat(installation.findings())
                .hasSize(4)
                .noneMatch(finding -> finding.toString().contains("pass-word"));
    }

    static Stream<Planted> redis() {
        return Stream.of(
                planted("eviction", PROBLEM, "allkeys-lru: running meetings are forgotten", "noeviction", it -> {
                    it.config("maxmemory", "1gb");
                    it.config("maxmemory-policy", "allkeys-lru");
                }),
                planted("eviction some day", WARNING, "had it a limit", "noeviction", it ->
                        it.config("maxmemory-policy", "allkeys-lru")),
                planted("no persistence", PROBLEM, "a restart loses all", "appendonly yes", it ->
                        it.config("appendonly", "no")),
                planted("nearly full", WARNING, "% of its maxmemory", "raise maxmemory", it -> {
                    String used = it.redis().info("memory").replaceFirst("(?s).*used_memory:([0-9]+).*", "$1");
                    it.config("maxmemory", String.valueOf(Long.parseLong(used) * 10 / 9));
                }),
                planted("a replica", PROBLEM, "is a replica", "name the primary", it -> {
                    it.later(() -> it.redis().replicaofNoOne());
                    it.redis().replicaof("127.0.0.1", it.redisServer().port());
                }));
    }

    static Stream<Planted> postgresql() {
        return Stream.of(
                planted("away", PROBLEM, "cannot be used", "that PostgreSQL runs", it ->
                        it.set("DATABASE_URL", "postgresql://u:p@127.0.0.1:1/x")),
                planted("a wrong password", PROBLEM, "password authentication failed", "pg_hba.conf", it -> it.set(
                        "DATABASE_URL", it.database().url().replaceFirst("//([^:]+):[^@]+@", "//$1:wrong@"))),
                planted("no such database", PROBLEM, "does not exist", "createdb", it -> it.set(
                        "DATABASE_URL", it.database().url().replaceFirst("/test_[^?]*", "/nobody"))),
                planted("read-only", PROBLEM, "is read-only", "pg_db_role_setting", it -> {
                    String name = it.database().value("select current_database()");
                    it.later(() -> it.database()
                            .run("set transaction read write; alter database %s reset all".formatted(name)));
                    it.database().run("alter database %s set default_transaction_read_only = on".formatted(name));
                }),
                planted("tables of old", WARNING, "1 change sets are pending", "start the API", it -> {
                    it.database().run("create table kept as select * from databasechangelog where author = 'suite'"
                            + " order by orderexecuted desc limit 1;"
                            + "delete from databasechangelog where id in (select id from kept)");
                    it.later(() -> it.database().run("insert into databasechangelog select * from kept; drop table kept"));
                }),
                planted("tables of the future", PROBLEM, "newer version of the suite (999-x)", "run that version", it -> {
                    it.database().run("insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted,"
                            + " exectype) values ('999-x', 'suite', 'db/999.sql', now(), 999, 'EXECUTED')");
                    it.later(() -> it.database().run("delete from databasechangelog where id = '999-x'"));
                }));
    }

    static Stream<Planted> servers() {
        return Stream.of(
                planted("refused", PROBLEM, "connection refused", "bbb-conf --restart", it ->
                        it.server().inject(new Fault.RefuseConnections())),
                planted("no such name", PROBLEM, "unknown host", "DNS", it ->
                        it.move(URI.create("http://nobody.invalid/bigbluebutton/api"))),
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
                planted("a wrong secret", PROBLEM, "checksumError", "bbb-conf --secret", it ->
                        it.redis().hset(it.keys().server(it.id().value()), "secret", "wrong")),
                planted("nginx alone", PROBLEM, "HTTP status 502", "bbb-web", it ->
                        it.server().inject(new Fault.Answer(502, "text/html", "Bad Gateway"))),
                planted("another web server", PROBLEM, "no answer of a BBB server", "/bigbluebutton/api", it ->
                        it.server().inject(new Fault.Answer(200, "text/html", "<html>It works!</html>"))),
                planted("a slow server", WARNING, "to answer", "uptime", it ->
                        it.server().inject(new Fault.Delay(Duration.ofMillis(1_100)))),
                planted("a slow clock", WARNING, "behind this machine's", "NTP", it -> skewed(it, -10)),
                planted("a wrong clock", PROBLEM, "ahead of this machine's", "NTP", it -> skewed(it, 3_600)),
                planted("a self-signed certificate", PROBLEM, "is not believed", "the whole chain", it ->
                        it.encrypt(Certificate.of(directory, "localhost", 0, 90))),
                planted("a certificate for another host", PROBLEM, "is not believed", "its host name", it -> {
                    Certificate other = Certificate.of(directory, "other.example.org", 0, 90);
                    it.believe(other);
                    it.encrypt(other);
                }),
                planted("an expired certificate", PROBLEM, "its certificate expired", "certbot renew", it ->
                        it.encrypt(Certificate.of(directory, "localhost", 10, 5))),
                planted("a certificate for some days", PROBLEM, "expires in 4 days", "certbot renew", it ->
                        it.encrypt(believed(it, 5, 10))),
                planted("a certificate for some weeks", WARNING, "expires in 14 days", "certbot renew", it ->
                        it.encrypt(believed(it, 5, 20))),
                planted("https without TLS", PROBLEM, "does not speak TLS", "nginx -t", it ->
                        it.move(URI.create(it.server().apiUrl().toString().replace("http:", "https:")))),
                planted("nobody polls", PROBLEM, "nobody has polled", "start poller-service", it -> it.registry()
                        .servers()
                        .all()
                        .forEach(server -> it.redis()
                                .hset(it.keys().serverMemory(server.id().value()), "polled_at", "1000"))),
                planted("nobody ever polled", WARNING, "no poller", "start poller-service", it -> it.registry()
                        .servers()
                        .all()
                        .forEach(server -> it.redis().del(it.keys().serverMemory(server.id().value())))));
    }

    private static Certificate believed(Installation it, int since, int days) {
        Certificate certificate = Certificate.of(directory, "localhost", since, days);
        it.believe(certificate);
        return certificate;
    }

    private static void skewed(Installation it, long seconds) {
        SimulatedPool wrong = SimulatedPool.start(
                SimulatorOptions.defaults().withClock(() -> Instant.now().plusSeconds(seconds)));
        it.later(wrong::close);
        it.registry().online(wrong.server(0).apiUrl(), wrong.server(0).secret());
    }

    static Stream<Planted> recordings() {
        return Stream.of(
                planted("a missing directory", PROBLEM, "is missing (RECORDING_WORK_DIR)", "mkdir -p", it ->
                        Installation.run(() -> Files.delete(it.directory("WORK")))),
                planted("a file instead", PROBLEM, "is no directory", "RECORDING_PUBLISH_DIR", it ->
                        Installation.run(() -> {
                            Files.delete(it.directory("PUBLISH"));
                            Files.createFile(it.directory("PUBLISH"));
                        })),
                planted("two file systems", PROBLEM, "another file system", "the same mount", it -> {
                    Path other = Path.of("/dev/shm");
                    assumeTrue(Files.isWritable(other), "there is no second file system");
                    Installation.run(() -> assumeTrue(
                            !Files.getFileStore(other).equals(Files.getFileStore(directory)),
                            "there is no second file system"));
                    it.set("RECORDING_UNPUBLISH_DIR", other.toString());
                }),
                planted("an archive that waits", WARNING, "1 archives have waited", "an importer runs", it ->
                        Installation.run(() -> Files.setLastModifiedTime(
                                Files.createFile(it.directory("SPOOL").resolve("old.tar")),
                                FileTime.from(Instant.now().minus(Duration.ofDays(2)))))),
                planted("an archive that failed", WARNING, "among them bad.tar", ".error.txt", it ->
                        Installation.run(() -> {
                            Path failed = Files.createDirectory(it.directory("SPOOL").resolve("failed"));
                            Files.createFile(failed.resolve("bad.tar"));
                            Files.createFile(failed.resolve("bad.tar.error.txt"));
                        })));
    }

    static Stream<Planted> registry() {
        String fix = "doctor --fix: ";
        return Stream.of(
                planted("a listed meeting", WARNING, "meeting lost is listed", fix + "take it off", it ->
                        it.redis().sadd(it.keys().meetings(), "lost")),
                planted("a meeting nowhere", PROBLEM, "on a server that is not registered", fix + "forget it", it -> {
                    meeting(it, "room", "gone");
                }),
                planted("a leaked bridge", WARNING, "voice bridge 4711 belongs", fix + "free it", it ->
                        it.redis().hset(it.keys().voiceBridges(), "4711", "dead")),
                planted("a bridge not noted", PROBLEM, "not noted as taken", fix + "note it", it -> {
                    meeting(it, "room", it.id().value());
                    it.redis().del(it.keys().voiceBridges());
                }),
                planted("a note left", WARNING, "meeting:dead is noted as placed", fix + "remove", it ->
                        it.redis().zadd(it.keys().assignments(), 1, "meeting:dead")),
                planted("a listed server", WARNING, "server gone is listed", fix + "take it off", it ->
                        it.redis().sadd(it.keys().servers(), "gone")),
                planted("an unlisted server", PROBLEM, "nobody polls it", fix + "no longer count", it -> {
                    it.redis().sadd(it.keys().enabledServers(), "gone");
                    it.redis().zadd(it.keys().serverLoad(), 1, "gone");
                    it.redis().zadd(it.keys().cordonedServerLoad(), 1, "gone");
                }),
                planted("enabled by half", WARNING, "but not in server_enabled", fix + "put it in", it ->
                        it.redis().srem(it.keys().enabledServers(), it.id().value())),
                planted("disabled by half", WARNING, "but not enabled", fix + "take it out", it -> {
                    it.registry().servers().changeState(it.id(), Server.State.DISABLED);
                    it.redis().sadd(it.keys().enabledServers(), it.id().value());
                }),
                planted("load of an offline server", PROBLEM, "it gets new meetings", fix + "take it out", it -> {
                    it.redis().hset(it.keys().server(it.id().value()), "online", "false");
                }),
                planted("load of an enabled server", WARNING, "cordoned_server_load", fix + "take it out", it ->
                        it.redis().zadd(it.keys().cordonedServerLoad(), 1, it.id().value())),
                planted("a listed tenant", WARNING, "tenant gone is listed", fix + "take it off", it ->
                        it.redis().sadd(it.keys().tenants(), "gone")),
                planted("a tenant without its name", PROBLEM, "not found by its name", fix + "note its name", it ->
                        it.redis().del(it.keys().tenantName("school"))),
                planted("a name without its tenant", WARNING, "the name old leads to no", fix + "remove", it ->
                        it.redis().hset(it.keys().tenantName("old"), "id", "gone")),
                planted("a name that was given up", WARNING, "the name old leads to no", fix + "remove", it ->
                        it.redis().hset(it.keys().tenantName("old"), "id", "t1")),
                planted("a listed setting", WARNING, "setting 7 of tenant t1", fix + "take it off", it ->
                        it.redis().sadd(it.keys().tenantSettings("t1"), "7")),
                planted("settings of nobody", WARNING, "settings of tenant gone", fix + "remove", it -> {
                    it.redis().sadd(it.keys().tenantSettings("gone"), "8");
                    it.redis().hset(it.keys().tenantSetting("8"), Map.of("param", "a", "tenant_id", "gone"));
                }),
                planted("a setting of nobody", WARNING, "setting 9 is of tenant gone", fix + "remove", it ->
                        it.redis().hset(it.keys().tenantSetting("9"), Map.of("param", "a", "tenant_id", "gone"))));
    }

    static Stream<Planted> forAPerson() {
        return Stream.of(
                planted("a shared bridge", PROBLEM, "another meeting's too", "end this meeting", it -> {
                    meeting(it, "room", it.id().value());
                    meeting(it, "other", it.id().value());
                }),
                planted("a server without a URL", PROBLEM, "left out of everything", "servers remove", it ->
                        it.redis().hdel(it.keys().server(it.id().value()), "url")),
                planted("a server without a secret", PROBLEM, "a blank secret", "bbb-conf --secret", it ->
                        it.redis().hset(it.keys().server(it.id().value()), "secret", " ")),
                planted("a server twice", PROBLEM, "the same URL", "servers cordon", it -> {
                    String url = it.server().apiUrl() + "/";
                    it.redis().sadd(it.keys().servers(), "twin");
                    it.redis()
                            .hset(
                                    it.keys().server("twin"),
                                    Map.of("url", url, "secret", it.server().secret(), "state", "disabled"));
                }),
                planted("a tenant without a secret", PROBLEM, "has no secret", "give it a secret", it ->
                        it.redis().hset(it.keys().tenant("t1"), "secrets", ":")),
                planted("a tenant without a name", PROBLEM, "has no name", "add it again", it ->
                        it.redis().hdel(it.keys().tenant("t1"), "name")),
                planted("two tenants of one name", PROBLEM, "the name of another", "rename", it -> {
                    it.redis().sadd(it.keys().tenants(), "t2");
                    it.redis().hset(it.keys().tenant("t2"), Map.of("name", "school", "secrets", "s"));
                }));
    }

    /** As Scalelite writes it. */
    private static void meeting(Installation it, String id, String server) {
        it.redis().sadd(it.keys().meetings(), id);
        it.redis().hset(it.keys().meeting(id), Map.of("server_id", server, "voice_bridge", "123456789"));
        it.redis().hset(it.keys().voiceBridges(), "123456789", id);
    }

    @Test
    void aWrongClockOfThisMachineIsSeenByAllOthers() {
        installation.ahead(Duration.ofMinutes(1));
        assertThat(installation.findings())
                .hasSize(4)
                .allSatisfy(finding -> {
                    assertThat(finding.severity()).isEqualTo(PROBLEM);
                    assertThat(finding.what()).contains("behind this machine's");
                    assertThat(finding.cure()).contains("if most others are off too, here");
                })
                .extracting(Finding::where)
                .anyMatch(where -> where.startsWith("redis://"))
                .anyMatch(where -> where.startsWith("jdbc:postgresql://"));
    }

    @Test
    void withoutRedisTheRestIsChecked() {
        installation.set("REDIS_URL", "redis://:pass-word@127.0.0.1:1");
        installation.set("DATABASE_URL", "postgresql://u:p@127.0.0.1:1/x");
        Installation.run(() -> Files.delete(installation.directory("WORK")));
        assertThat(installation.findings())
                .extracting(Finding::what)
                .satisfiesExactly(
                        redis -> assertThat(redis).contains("does not answer").doesNotContain("pass-word"),
                        postgresql -> assertThat(postgresql).contains("PostgreSQL cannot be used"),
                        recordings -> assertThat(recordings).contains("is missing"));
    }

    @Test
    void aDisabledServerIsOnlyNoted() {
        installation.registry().servers().changeState(installation.id(), Server.State.DISABLED);
        installation.server().inject(new Fault.RefuseConnections());
        assertThat(installation.findings()).isEmpty();
    }

    @Test
    void serversAreCheckedAtTheSameTime() {
        installation.set("RESPONSE_TIMEOUT", "3");
        installation.server().inject(new Fault.Hang());
        for (int i = 0; i < 20; i++) {
            // The same server under other addresses, so that all of them hang.
            URI alias = URI.create("http://127.0.0." + (i + 1) + ":" + installation.server().port() + "/bigbluebutton/api");
            installation.redis().sadd(installation.keys().servers(), "s" + i);
            installation.redis().hset(installation.keys().server("s" + i), Map.of("url", alias.toString(), "secret", "s"));
        }
        long start = System.nanoTime();
        installation.findings();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
}
