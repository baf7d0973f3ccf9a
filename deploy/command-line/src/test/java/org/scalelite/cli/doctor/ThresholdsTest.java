package org.scalelite.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.doctor.Finding;

/** From which figure on something is a warning, and from which on a problem. */
class ThresholdsTest {
    private static final long GIB = 1L << 30;

    @ParameterizedTest
    @CsvSource({
        "500, 1000, OK",
        "99, 1000, WARNING",
        "19, 100, WARNING",
        "20, 100, OK",
        "19, 1000, PROBLEM",
        "0, 0, PROBLEM"
    })
    void freeSpace(long free, long total, Finding.Severity severity) {
        assertThat(DirectoryCheck.FreeSpace.finding(Path.of("/x"), free * GIB, total * GIB)
                        .severity())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({"OK, OK, 0", "OK, NOTE, 0", "NOTE, WARNING, 1", "PROBLEM, WARNING, 2", "PROBLEM, OK, 2"})
    void exitCodeIsThatOfWorstFinding(Finding.Severity one, Finding.Severity other, int exitCode) {
        List<Finding> findings = Stream.of(one, other)
                .map(severity -> new Finding(severity, "where", "what", "", Optional.empty()))
                .toList();

        assertThat(DoctorCommand.exitCode(findings, Set.of())).isEqualTo(exitCode);
    }
}
