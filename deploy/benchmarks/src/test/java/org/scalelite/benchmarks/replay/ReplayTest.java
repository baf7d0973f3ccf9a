package org.scalelite.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        assertTargets(Replay.compare(Morning.read(FILE), 20));
    }

    @Test
    void otherMorningsReachTheTargetsOnAverage() {
        assertTargets(Replay.compareModels(40));
    }

    private static void assertTargets(Map<String, Result> results) {
        double ideal = worst(results, Replay.IDEAL);
        assertThat(ideal).isBetween(1.0, 1.05);
        assertThat(worst(results, "hints")).isBetween(ideal, 1.1 * ideal);
        assertThat(worst(results, "history")).isBetween(ideal, 1.2 * ideal);
        assertThat(worst(results, "neither")).isLessThan(0.95 * worst(results, "Scalelite"));
        assertThat(worst(results, "Scalelite")).isGreaterThan(1.6);
    }

    @Test
    void pictureHasALineForEachRule() {
        String svg = Picture.of(Map.of("hints", List.of(1.1, 1.05), "Scalelite", List.of(1.7, 9.0)));
        assertThat(svg.lines().filter(line -> line.startsWith("<polyline"))).hasSize(2);
        assertThat(svg).contains("points=\"50.0,110.0 51.9,20.0\"").endsWith("</svg>\n");
    }

    private static double worst(Map<String, Result> results, String rule) {
        return Objects.requireNonNull(results.get(rule)).worst();
    }
}
