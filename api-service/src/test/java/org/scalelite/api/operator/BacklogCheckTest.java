package org.scalelite.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacklogCheckTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, OK OK",
        "1, 0, 0, WARNING OK",
        "0, 2, 0, OK WARNING",
        "0, 0, 15, OK OK",
        "0, 0, 16, OK WARNING",
        "1, 2, 16, WARNING WARNING WARNING"
    })
    void warnsOfWorkThatNeedsAnOperator(long failed, long dead, long minutes, String severities) {
        Backlog backlog =
                Backlog.of(Map.of("failed", failed, "running", 1L, "waiting", 2L), Map.of("dead", dead, "pending", 4L));
        assertThat(backlog.queuedImports()).isEqualTo(3);
        String found = BacklogCheck.run(backlog, Duration.ofMinutes(minutes)).stream()
                .map(finding -> finding.severity().name())
                .collect(Collectors.joining(" "));
        assertThat(found).isEqualTo(severities);
    }
}
