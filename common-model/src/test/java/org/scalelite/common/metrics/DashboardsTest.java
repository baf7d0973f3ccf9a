package org.scalelite.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.scalelite.common.testing.MonitoringFiles;

/** The dashboards of deploy/monitoring. */
class DashboardsTest {
    static final List<String> NAMES = MonitoringFiles.DASHBOARDS;
    private static final int COLUMNS = 24;

    private static List<JsonNode> panels(String dashboard) {
        return MonitoringFiles.elements(MonitoringFiles.dashboard(dashboard).path("panels"))
                .toList();
    }

    @Test
    void identifiersAreUnique() {
        assertThat(NAMES.stream()
                        .map(name -> MonitoringFiles.dashboard(name).path("uid").asText()))
                .doesNotHaveDuplicates()
                .allMatch(uid -> uid.startsWith("scalelite-"));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void panelsHaveUnitsAndExpressions(String dashboard) {
        assertThat(panels(dashboard)).hasSizeGreaterThan(15).allSatisfy(panel -> {
            String title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText())
                    .as(title)
                    .isNotBlank();
            assertThat(panel.path("targets")).as(title).isNotEmpty();
            assertThat(MonitoringFiles.elements(panel.path("targets")))
                    .as(title)
                    .allMatch(target -> !target.path("expr").asText().isBlank());
        });
        assertThat(panels(dashboard))
                .extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void dataSourceIsAVariable(String dashboard) throws IOException {
        JsonNode variable = MonitoringFiles.dashboard(dashboard)
                .path("templating")
                .path("list")
                .path(0);
        assertThat(variable.path("type").asText()).isEqualTo("datasource");
        assertThat(panels(dashboard))
                .allSatisfy(
                        panel -> assertThat(panel.path("datasource").path("uid").asText())
                                .isEqualTo("${" + variable.path("name").asText() + "}"));
        assertThat(Files.readString(MonitoringFiles.path("dashboards/" + dashboard + ".json"))
                        .lines())
                .allMatch(line -> !line.contains("\"uid\"") || line.contains("${") || line.startsWith("  \"uid\""));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void panelsDoNotOverlap(String dashboard) {
        boolean[][] taken = new boolean[500][COLUMNS];
        for (JsonNode panel : panels(dashboard)) {
            JsonNode place = panel.path("gridPos");
            int right = place.path("x").asInt() + place.path("w").asInt();
            assertThat(right).as(panel.path("title").asText()).isLessThanOrEqualTo(COLUMNS);
            for (int y = place.path("y").asInt();
                    y < place.path("y").asInt() + place.path("h").asInt();
                    y++) {
                for (int x = place.path("x").asInt(); x < right; x++) {
                    assertThat(taken[y][x]).as(panel.path("title").asText()).isFalse();
                    taken[y][x] = true;
                }
            }
        }
    }
}
