package org.scalelite.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.HealthState;
import org.scalelite.common.server.MeetingTotals;
import org.scalelite.common.server.MeetingTotals.Count;
import org.scalelite.common.server.PollRecord;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.tenant.TenantRegistry;
import org.scalelite.common.testing.MetricsPage;

/** The metrics of servers and tenants, which each replica reads from Redis. */
class PoolMetricsTest {
    private final TestSuite suite = new TestSuite(1);
    private final MetricsPage page = new MetricsPage(suite.replica().uri().getPort());

    @AfterEach
    void stop() {
        suite.close();
    }

    private String sample(String metric, ServerId server, String more) {
        String host =
                suite.registry().servers().find(server).orElseThrow().url().getHost();
        return "scalelite_server_%s{%s}"
                .formatted(metric, more.formatted("host=\"" + host + "\"", "server=\"" + server.value() + "\""));
    }

    private String sample(String metric, ServerId server) {
        return sample(metric, server, "%s,%s");
    }

    private static PollRecord.Good poll(String version, MeetingTotals totals, int meetings) {
        List<PollRecord.Meeting> reported = IntStream.range(0, meetings)
                .mapToObj(i -> new PollRecord.Meeting("", "room-" + i, 7, false, "", "", Instant.EPOCH))
                .toList();
        return new PollRecord.Good(
                new HealthState.Healthy(),
                12.5,
                new Server.Statistics(meetings, 30, 20, 4, Optional.of(version)),
                totals,
                Instant.now(),
                Duration.ofDays(1),
                Duration.ofMinutes(1),
                Duration.ZERO,
                reported);
    }

    @Test
    void showsWhatThePollFound() {
        ServerId id = suite.id(0);
        suite.registry().poll(id, poll("3.0.4", new MeetingTotals(9, 8, Map.of(), Map.of(), List.of()), 2));
        suite.registry().servers().recordCertificate(id, Instant.ofEpochSecond(1_900_000_000));
        Map<String, Double> expected = Map.of(
                "up",
                1.0,
                "available",
                1.0,
                "load",
                12.5,
                "load_multiplier",
                1.0,
                "meetings",
                2.0,
                "users",
                30.0,
                "largest_meeting_users",
                20.0,
                "videos",
                4.0,
                "voice_users",
                9.0,
                "listeners",
                8.0);
        expected.forEach((metric, value) ->
                assertThat(page.value(sample(metric, id))).as(metric).contains(value));
        assertThat(page.value(sample("certificate_expiry_timestamp_seconds", id)))
                .contains(1.9e9);
        assertThat(page.value(sample("last_poll_timestamp_seconds", id)).orElseThrow())
                .isBetween(Instant.now().getEpochSecond() - 60.0, Instant.now().getEpochSecond() + 60.0);
        assertThat(page.metrics())
                .contains(sample("state", id, "%s,%s,state=\"enabled\"") + " 1.0")
                .contains(sample("health", id, "health=\"healthy\",%s,%s") + " 1.0")
                .contains(sample("info", id, "bbb_version=\"3.0.4\",%s,%s,tag=\"none\"") + " 1")
                .contains("scalelite_servers_available{tag=\"none\"} 1.0");
    }

    @Test
    void showsAnOfflineServer() {
        ServerId id = suite.id(0);
        suite.registry().offline(id);
        assertThat(page.value(sample("up", id))).contains(0.0);
        assertThat(page.value(sample("available", id))).contains(0.0);
        assertThat(page.value(sample("load", id))).isEmpty();
        assertThat(page.metrics())
                .contains(sample("health", id, "health=\"offline\",%s,%s"))
                .contains("scalelite_servers_available{tag=\"none\"} 0.0");
    }

    @Test
    void countsCreatesThatFailedInARow() {
        ServerId id = suite.id(0);
        assertThat(page.value(sample("create_failures", id))).contains(0.0);
        suite.registry()
                .redis()
                .commands()
                .hset(suite.registry().redis().keys().of(RedisKey.CREATE_FAILURES), id.value(), "3:1790000000000");
        assertThat(page.value(sample("create_failures", id))).contains(3.0);
    }

    @Test
    void showsRedisAndEventsThatAlertsWatch() {
        double used = page.value("scalelite_redis_memory_used_bytes").orElseThrow();
        assertThat(used).isPositive();
        assertThat(page.value("scalelite_redis_memory_limit_bytes").orElseThrow())
                .isGreaterThan(used);
        assertThat(page.value("scalelite_redis_replicas")).contains(0.0);
        assertThat(page.value("scalelite_server_events{kind=\"split\"}")).contains(0.0);
        assertThat(page.value("scalelite_server_events{kind=\"creates_failing\"}"))
                .contains(0.0);
    }

    @Test
    void limitsTextsOfServers() {
        ServerId id = suite.id(0);
        suite.registry().poll(id, poll("3.0\"} 1\nevil{x=\"".repeat(1000), MeetingTotals.NONE, 0));
        assertThat(page.metrics()).contains("bbb_version=\"other\"").doesNotContain("evil");
    }

    @Test
    void removedServerDisappears() {
        ServerId id = suite.id(0);
        String up = sample("up", id);
        assertThat(page.value(up)).isPresent();
        suite.registry().servers().changeState(id, Server.State.DISABLED);
        suite.registry().servers().remove(id, true);
        assertThat(page.value(up)).isEmpty();
    }

    @Test
    void showsTheLagOfPolls() {
        double due = (double) suite.registry().redis().now().minusSeconds(100).toEpochMilli();
        suite.registry()
                .redis()
                .commands()
                .zadd(
                        suite.registry().redis().keys().of(RedisKey.POLLS_DUE),
                        due,
                        suite.id(0).value());
        assertThat(page.value("scalelite_poll_lag_seconds").orElseThrow()).isBetween(99.0, 160.0);
    }

    @Test
    void showsTenants() {
        TenantRegistry tenants = new TenantRegistry(suite.registry().redis(), Actor.SUITE);
        TenantRegistry.Result added =
                tenants.add(Map.of(TenantField.NAME, "school", TenantField.SECRETS, "s", TenantField.MAX_USERS, "500"));
        String id = ((TenantRegistry.Result.Done) added).id();
        suite.registry()
                .redis()
                .commands()
                .hset(
                        suite.registry().redis().keys().of(RedisKey.TENANT_USAGE, id),
                        Map.of("meetings", "3", "users", "21"));
        assertThat(page.metrics())
                .contains("scalelite_tenant_meetings{tenant=\"school\"} 3.0")
                .contains("scalelite_tenant_users{tenant=\"school\"} 21.0")
                .contains("scalelite_tenant_max_users{tenant=\"school\"} 500.0")
                .doesNotContain("scalelite_tenant_max_meetings{");
    }

    /** How long it takes is measured by the benchmark. */
    @Test
    void scrapeOfALargePoolIsShort() {
        Map<Count, List<Integer>> sizes = new HashMap<>();
        for (Count count : Count.values()) {
            sizes.put(count, MeetingTotals.classify(IntStream.of(7)));
        }
        MeetingTotals totals = new MeetingTotals(
                200,
                100,
                sizes,
                Map.of("html5", 350),
                List.of(new MeetingTotals.Origin("moodle.example.org", "Moodle", 350)));
        for (int i = 0; i < 300; i++) {
            ServerId id = suite.registry()
                    .online(URI.create("https://bbb%03d.conference.example.org/bigbluebutton/api".formatted(i)), "s");
            suite.registry().poll(id, poll("3.0.4", totals, 50));
        }
        assertThat(page.metrics())
                .contains("scalelite_servers_available{tag=\"none\"} 301.0")
                .hasSizeLessThan(1_000_000);
    }
}
