package org.scalelite.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.common.testing.MetricsDocument;
import org.scalelite.common.testing.MetricsPage;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.importer.testing.TestArchive;
import org.scalelite.importer.testing.TestSpool;

/** What an importer serves at METRICS_PORT. */
class ImporterMetricsTest {
    private static final String ID = "183f0bf3a0982a127bdb8161e0c44eb696b3e75c-1767603600123";

    private final MetricsPage page = MetricsPage.atFreePort();

    private final Path directory;

    ImporterMetricsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private TestSpool spool() {
        return new TestSpool(directory).with("METRICS_PORT", String.valueOf(page.port()));
    }

    @Test
    void servesMetricsAndHealth() {
        try (TestSpool spool = spool()) {
            spool.importer();
            assertThat(page.metrics()).contains("scalelite_build_info{version=");
            page.assertHealthy();
        }
    }

    @Test
    void countsImportsByResultAndFormat() throws IOException {
        try (TestSpool spool = spool()) {
            spool.importer();
            TestArchive.of(ID).format("video").format("hostile-format-name").drop(spool.spool());
            Files.writeString(spool.spool().resolve("broken.tar"), "no archive");
            Awaitility.await().atMost(TestTimeout.LIMIT).untilAsserted(() -> {
                assertThat(page.value("scalelite_imports_seconds_count{result=\"imported\"}"))
                        .contains(1.0);
                assertThat(page.value("scalelite_imports_seconds_count{result=\"postponed\"}")
                                        .orElse(0.0)
                                + page.value("scalelite_imports_seconds_count{result=\"refused\"}")
                                        .orElse(0.0))
                        .isPositive();
            });
            assertThat(page.metrics())
                    .contains("scalelite_import_formats_total{format=\"presentation\",result=\"accepted\"} 1.0")
                    .contains("scalelite_import_formats_total{format=\"video\",result=\"accepted\"} 1.0")
                    .contains("scalelite_import_formats_total{format=\"other\",result=\"")
                    .contains("scalelite_recordings_free_bytes{directory=\"published\"} ")
                    .contains("scalelite_recordings_size_bytes{directory=\"published\"} ")
                    .contains("scalelite_store_up{store=\"postgresql\"} 1.0")
                    .doesNotContain("hostile");
            MetricsDocument.assertMatches("importer", "scalelite_", page.metrics());
        }
    }

    @Test
    void showsWhatWaitsInTheSpool() throws IOException {
        try (TestSpool spool = spool().with("RECORDING_IMPORT_SETTLE_TIME", "3600")) {
            Files.writeString(spool.spool().resolve("a.tar"), "not complete yet");
            spool.importer();
            Awaitility.await()
                    .atMost(TestTimeout.LIMIT)
                    .untilAsserted(() ->
                            assertThat(page.value("scalelite_spool_archives")).contains(1.0));
            assertThat(page.value("scalelite_spool_oldest_seconds")).contains(0.0);
        }
    }
}
