package org.scalelite.common.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.database.Schema;
import org.scalelite.common.health.DatabaseProbe.DatabaseInfo;
import org.scalelite.common.redis.RedisInfo;
import org.scalelite.common.redis.SentinelInfo;
import org.scalelite.common.redis.SentinelProblem;

/** From which figure on something is a warning, and from which on a problem. */
class ThresholdsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"77, false, OK", "78, false, WARNING", "1, true, PROBLEM"})
    void connectionsAndRecovery(int connections, boolean inRecovery, Finding.Severity worst) {
        DatabaseInfo info =
                new DatabaseInfo("17", Duration.ZERO, inRecovery, false, connections, 97, new Schema.State.Current());
        assertThat(DatabaseCheck.run("x", info).getLast().severity()).isEqualTo(worst);
    }

    @ParameterizedTest
    @CsvSource({
        "8.2.1, 1, ok, 79, OK",
        "8.2.1, 1, ok, 80, WARNING",
        "8.2.1, 1, ok, 95, PROBLEM",
        "8.2.1, 101, ok, 1, WARNING",
        "8.2.1, 1, err, 1, PROBLEM",
        "4.0.14, 1, ok, 1, PROBLEM"
    })
    void redis(String version, long roundTrip, String lastSave, long used, Finding.Severity worst) {
        RedisInfo info = new RedisInfo(
                version,
                Duration.ofMillis(roundTrip),
                true,
                0,
                true,
                true,
                Optional.of(true),
                lastSave.equals("ok") ? Map.of() : Map.of("rdb_last_bgsave_status", lastSave),
                "noeviction",
                used,
                100);
        assertThat(RedisCheck.run("x", info).getLast().severity()).isEqualTo(worst);
    }

    @ParameterizedTest
    @CsvSource({
        "a:1, a:1, 3, 2, '', 1, OK",
        "a:1, a:1, 3, 2, '', 0, NOTE",
        "a:1, a:1, 2, 1, '', 1, WARNING",
        "a:1, a:1, 3, 0, '', 1, WARNING",
        "a:1, a:1, 3, 1, b:1, 1, WARNING",
        "a:1, '', 3, 1, '', 1, WARNING",
        "a:1, b:1, 3, 1, '', 1, PROBLEM"
    })
    void sentinels(
            String first,
            String second,
            int known,
            long replicas,
            String missing,
            int replicasToWrite,
            Finding.Severity worst) {
        List<SentinelInfo.View> views = Stream.of(first, second)
                .map(primary -> new SentinelInfo.View(
                        "x",
                        primary.isEmpty()
                                ? Optional.empty()
                                : Optional.of(new SentinelInfo.Answer(
                                        primary, known, replicas, missing.isEmpty() ? List.of() : List.of(missing))),
                        primary.isEmpty()
                                ? Optional.of(new SentinelProblem("does not answer", "start it", false))
                                : Optional.empty()))
                .toList();
        assertThat(SentinelCheck.run("x", new SentinelInfo(views, Optional.of(replicasToWrite)))
                        .getLast()
                        .severity())
                .isEqualTo(worst);
    }

    @ParameterizedTest
    @CsvSource({
        // A round trip of 4 s may hide 2 s on either side, a resolution of 1 s half a second more.
        "0, 0, 0, OK",
        "2, 0, 0, OK",
        "3, 0, 0, WARNING",
        "-3, 0, 0, WARNING",
        "31, 0, 0, PROBLEM",
        "3, 4, 0, OK",
        "5, 4, 0, WARNING",
        "-3, 0, 1, OK",
        "-4, 0, 1, WARNING"
    })
    void clocks(long ahead, long roundTrip, long resolution, Finding.Severity severity) {
        Instant told = NOON.plusSeconds(roundTrip / 2).plusSeconds(ahead);
        ClockCheck.Reading reading =
                ClockCheck.Reading.of("x", NOON, told, NOON.plusSeconds(roundTrip), Duration.ofSeconds(resolution));
        assertThat(ClockCheck.run(List.of(reading)).getFirst().severity()).isEqualTo(severity);
    }

    @Test
    void notesMissingOtherClock() {
        assertThat(ClockCheck.run(List.of()).getFirst().severity()).isEqualTo(Finding.Severity.NOTE);
    }
}
