package org.scalelite.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.common.testing.MetricsPage;
import org.scalelite.importer.testing.TestSpool;

/** What an importer serves at METRICS_PORT. */
class ImporterMetricsTest {
    private final MetricsPage page = MetricsPage.atFreePort();

    @TempDir
    private Path directory;

    @Test
    void servesMetricsAndHealth() {
        try (TestSpool spool = new TestSpool(directory).with("METRICS_PORT", String.valueOf(page.port()))) {
            spool.importer();
            assertThat(page.metrics()).contains("scalelite_build_info{version=");
            assertThat(page.get("/health").body()).isEqualTo("success");
            assertThat(page.get("/health/readiness").body()).isEqualTo("ready");
            assertThat(page.get("/health/liveness").body()).isEqualTo("alive");
            assertThat(page.get("/").statusCode()).isEqualTo(404);
        }
    }
}
