package org.scalelite.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.benchmarks.replay.Replay.Result;

/** The morning of the repository, and what the replay finds on it (docs/placement.md). */
class ReplayTest {
    private static final Path FILE = Path.of("morning.csv");

    @Test
    void fileIsThatOfTheModel(@TempDir Path directory) throws IOException {
        Path written = directory.resolve("model.csv");
        Morning.model(1).write(written);
        assertThat(FILE).hasSameTextualContentAs(written);
        assertThat(Morning.read(FILE)).isEqualTo(Morning.model(1));
        assertThat(Files.readString(FILE)).contains("second,size,minutes,past");
    }

    @Test
    void knowledgeOfSizesSpreadsMeetingsBetter() throws IOException {
        Map<String, Result> results = Replay.compare(Morning.read(FILE));
        double ideal = worst(results, "ideal: all sizes known beforehand");
        assertThat(ideal).isBetween(1.0, 1.1);
        assertThat(worst(results, "hints")).isBetween(ideal, 1.4);
        assertThat(worst(results, "history")).isBetween(ideal, 1.45);
        assertThat(worst(results, "Scalelite")).isGreaterThan(1.6);
    }

    private static double worst(Map<String, Result> results, String rule) {
        return Objects.requireNonNull(results.get(rule)).worst();
    }
}
