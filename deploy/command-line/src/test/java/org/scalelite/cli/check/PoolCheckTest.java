package org.scalelite.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.Server.State;
import org.scalelite.common.server.ServerId;

/** Which line and which verdict a pool gets. */
class PoolCheckTest {
    private static final Map<Metric, Range> WARNING = Map.of(Metric.OFFLINE, Range.of("0"));
    private static final Map<Metric, Range> CRITICAL =
            Map.of(Metric.AVAILABLE, Range.of("1:"), Metric.POLL_AGE, Range.of("195"));
    private static final Server HEALTHY = server("bbb1", State.ENABLED, true, 0, OptionalDouble.of(25));
    private static final Server SUSPECT = server("bbb2", State.ENABLED, true, 2, OptionalDouble.empty());
    private static final Server OFFLINE = server("bbb3", State.CORDONED, false, 0, OptionalDouble.empty());
    private static final Server DISABLED = server("bbb4", State.DISABLED, false, 0, OptionalDouble.empty());

    private static Server server(String host, State state, boolean online, int badPolls, OptionalDouble load) {
        return new Server(
                new ServerId(host),
                URI.create("https://" + host + "/bigbluebutton/api"),
                "secret",
                Optional.empty(),
                state,
                online,
                1,
                load,
                new Server.Statistics(2, 10, 5, 1, Optional.of("3.0.4")),
                new Server.PollCounters(0, badPolls));
    }

    private static PoolCheck.Result check(Duration pollAge, Server... servers) {
        return new PoolCheck(List.of(servers), Optional.of(pollAge)).compare(WARNING, CRITICAL);
    }

    @Test
    void healthyPoolIsOk() {
        assertThat(check(Duration.ofSeconds(3), HEALTHY, DISABLED))
                .isEqualTo(new PoolCheck.Result(
                        Verdict.OK,
                        "SCALELITE OK - 1 of 2 servers available, 4 meetings, 20 users | available=1;;1:;0;2"
                                + " offline=0;0;;0;2 suspect=0;;;0;2 meetings=4;;;0 users=20;;;0 load=25;;;0"
                                + " poll_age=3s;;195;0"));
    }

    @Test
    void offlineServerIsWarning() {
        assertThat(check(Duration.ofMillis(3400), HEALTHY, SUSPECT, OFFLINE))
                .isEqualTo(new PoolCheck.Result(
                        Verdict.WARNING,
                        "SCALELITE WARNING - 1 of 3 servers available, 6 meetings, 30 users, offline is 1 (warning 0,"
                                + " critical -): bbb2 suspect, bbb3 offline | available=1;;1:;0;3 offline=1;0;;0;3"
                                + " suspect=1;;;0;3 meetings=6;;;0 users=30;;;0 load=25;;;0 poll_age=3.4s;;195;0"));
    }

    @Test
    void noAvailableServerIsCritical() {
        PoolCheck.Result result = check(Duration.ZERO, SUSPECT, DISABLED);

        assertThat(result.verdict()).isEqualTo(Verdict.CRITICAL);
        assertThat(result.line())
                .contains("available is 0 (warning -, critical 1:)")
                .doesNotContain("load=");
    }

    @Test
    void emptyPoolIsCritical() {
        assertThat(check(Duration.ZERO).verdict()).isEqualTo(Verdict.CRITICAL);
    }

    @Test
    void deadPollerIsCritical() {
        PoolCheck.Result result = check(Duration.ofSeconds(196), HEALTHY);

        assertThat(result.verdict()).isEqualTo(Verdict.CRITICAL);
        assertThat(result.line()).contains("poll_age is 196s (warning -, critical 195)");
    }

    @Test
    void scalelitesPollerHasNoAge() {
        PoolCheck.Result result = new PoolCheck(List.of(HEALTHY), Optional.empty()).compare(WARNING, CRITICAL);

        assertThat(result.verdict()).isEqualTo(Verdict.OK);
        assertThat(result.line()).doesNotContain("poll_age");
    }

    @Test
    void criticalRangeWins() {
        Map<Metric, Range> users = Map.of(Metric.USERS, Range.of("5"));

        assertThat(new PoolCheck(List.of(HEALTHY), Optional.empty())
                        .compare(users, users)
                        .verdict())
                .isEqualTo(Verdict.CRITICAL);
    }

    @Test
    void textOfOthersStaysOutOfPerformanceData() {
        assertThat(PoolCheck.unknown("failed: \u001b[31m|\nsecond").line())
                .isEqualTo("SCALELITE UNKNOWN - failed: ?[31m/?second");
    }
}
