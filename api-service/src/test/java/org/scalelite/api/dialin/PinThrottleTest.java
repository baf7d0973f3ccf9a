package org.scalelite.api.dialin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.RecordedLog;
import org.scalelite.common.testing.TestTimeout;

/** Wrong PINs, counted by all replicas together (specification, section 16.16). */
class PinThrottleTest {
    private static final String PIN = "123456789";
    private static final String WRONG = "987654321";
    private static final String NUMBER = "Caller-Caller-ID-Number";
    private static final String ADDRESS = "Caller-Network-Addr";
    private static final Duration SOON = TestTimeout.LIMIT;

    @RegisterExtension
    private static final TestSuite suite = new TestSuite(1)
            // Long enough that a bucket loses nothing during a test.
            .with("FSAPI_PIN_WINDOW", "864000")
            .with("FSAPI_PIN_ATTEMPTS", "3")
            .with("FSAPI_PIN_ATTEMPTS_TOTAL", "0");

    private final SwitchMeetings meetings = new SwitchMeetings(suite.registry());
    private final RecordedLog log = new RecordedLog();
    private ServerId server;

    @BeforeEach
    void start() {
        server = meetings.server("bbb1.example.org");
        meetings.add("room", PIN, server);
    }

    @AfterEach
    void stop() {
        log.close();
    }

    private FreeSwitch pbx() {
        return new FreeSwitch(suite.replica(), TestSuite.SECRET);
    }

    /** All buckets in Redis. */
    private Map<String, Map<String, String>> buckets() {
        var redis = suite.registry().redis();
        return redis.commands().keys(redis.keys().of(RedisKey.WRONG_PINS, "*")).stream()
                .collect(Collectors.toMap(key -> key, key -> redis.commands().hgetall(key)));
    }

    @Test
    void replicasShareTheCounterOfACaller() {
        FreeSwitch one = pbx();
        FreeSwitch two = pbx();
        assertThat(one.dial(WRONG).isReprompt()).isTrue();
        assertThat(two.dial(WRONG).isReprompt()).isTrue();
        assertThat(one.dial(PIN).isBridge()).as("a correct PIN does not count").isTrue();
        assertThat(two.dial(WRONG).isReprompt()).isTrue();
        assertThat(one.dial(WRONG).isHangup()).isTrue();
        assertThat(two.dial(WRONG).isHangup()).isTrue();
        assertThat(two.dial(PIN, NUMBER, "491719999999").isBridge())
                .as("another caller")
                .isTrue();
    }

    @Test
    void throttledCallerLearnsNothingAboutAPin() {
        FreeSwitch pbx = pbx();
        for (int i = 0; i < 3; i++) {
            pbx.dial(WRONG);
        }
        Map<String, Map<String, String>> before = buckets();
        SwitchDocument right = pbx.ask("variable_pin", PIN);
        assertThat(right.isHangup()).isTrue();
        assertThat(pbx.ask("variable_pin", WRONG)).isEqualTo(right);
        assertThat(pbx.ask("variable_pin", PIN + "1")).isEqualTo(right);
        assertThat(buckets()).as("nor changes the count").isEqualTo(before);
    }

    @Test
    void concurrentCallsGetNoAdditionalAttempts() throws Exception {
        List<FreeSwitch> replicas = List.of(pbx(), pbx());
        List<Callable<SwitchDocument>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            FreeSwitch pbx = replicas.get(i % 2);
            calls.add(() -> pbx.dial(WRONG));
        }
        int asked = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<SwitchDocument> answer : threads.invokeAll(calls)) {
                asked += answer.get().isReprompt() ? 1 : 0;
            }
        }
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void limitsAllCallersTogether() {
        suite.with("FSAPI_PIN_ATTEMPTS", "0").with("FSAPI_PIN_ATTEMPTS_TOTAL", "5");
        FreeSwitch pbx = pbx();
        for (int i = 0; i < 5; i++) {
            assertThat(pbx.dial(WRONG, NUMBER, "4917100000" + i).isReprompt()).isTrue();
        }
        assertThat(pbx.dial(WRONG, NUMBER, "49171000006").isHangup()).isTrue();
        assertThat(pbx.dial(PIN, NUMBER, "49171000007").isHangup()).isTrue();
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("A phone call is hung up"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("all callers together", "FSAPI_PIN_ATTEMPTS_TOTAL"));
    }

    @Test
    void normalizesTheNumberOfACaller() {
        FreeSwitch pbx = pbx();
        pbx.dial(WRONG, NUMBER, "+49 171 1234567");
        pbx.dial(WRONG, NUMBER, "0049171/1234567", ADDRESS, "10.0.0.1");
        pbx.dial(WRONG, NUMBER, "491711234567", ADDRESS, "10.0.0.2");
        assertThat(pbx.dial(PIN, NUMBER, "+491711234567").isHangup()).isTrue();
    }

    @Test
    void sharedBucketHasAHigherLimit() {
        FreeSwitch pbx = pbx();
        for (int i = 0; i < 30; i++) {
            String number = i % 2 == 0 ? "anonymous" : "0000000000";
            assertThat(pbx.dial(WRONG, NUMBER, number, ADDRESS, "10.0.0.1").isReprompt())
                    .isTrue();
        }
        assertThat(pbx.dial(PIN, NUMBER, "", ADDRESS, "10.0.0.1").isHangup()).isTrue();
        assertThat(pbx.dial(PIN, NUMBER, "", ADDRESS, "10.0.0.2").isBridge()).isTrue();
        assertThat(pbx.dial(PIN, NUMBER, "", ADDRESS, "").isBridge())
                .as("by the remote address")
                .isTrue();
    }

    @Test
    void unavailableMeetingIsNotAWrongPin() {
        suite.registry().servers().changeState(server, Server.State.DISABLED);
        FreeSwitch pbx = pbx();
        for (int i = 0; i < 10; i++) {
            assertThat(pbx.dial(PIN).isReprompt()).isTrue();
        }
        assertThat(buckets()).isEmpty();
    }

    @Test
    void resetsTheCounterAfterTheWindow() {
        suite.with("FSAPI_PIN_WINDOW", "5");
        FreeSwitch pbx = pbx();
        // Within five seconds it accepts more than three, because the bucket leaks.
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> pbx.dial(WRONG).isHangup());
        await().atMost(SOON).until(() -> pbx.dial(PIN).isBridge());
        await().atMost(SOON).until(() -> buckets().isEmpty());
    }

    @Test
    void doesNotStoreOrLogNumbers() {
        FreeSwitch pbx = pbx();
        for (int i = 0; i < 4; i++) {
            pbx.dial(WRONG);
        }
        var redis = suite.registry().redis();
        assertThat(buckets()).hasSize(1);
        buckets().forEach((key, bucket) -> {
            assertThat(key).startsWith(redis.keys().of(RedisKey.WRONG_PINS, "")).doesNotContain("1711234567");
            assertThat(Double.parseDouble(bucket.get("level"))).isBetween(2.9, 3.0);
            assertThat(redis.commands().pttl(key)).isBetween(1L, 864_000_000L);
        });
        assertThat(log.lines())
                .anyMatch(line -> line.contains("FSAPI_PIN_ATTEMPTS"))
                .noneMatch(line -> line.contains("1711234567") || line.contains(WRONG));
    }
}
