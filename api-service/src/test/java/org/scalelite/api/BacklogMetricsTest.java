package org.scalelite.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.testing.TestDatabase;

/** The backlog of importers, as metrics of the API. */
class BacklogMetricsTest {

    private static String metrics(FrontEnd frontEnd) {
        return frontEnd.send(HttpRequest.newBuilder(
                                URI.create(frontEnd.api() + "/../../metrics").normalize())
                        .GET())
                .body();
    }

    @Test
    void countsUnfinishedArchivesAndCallbacks() {
        try (TestDatabase database = TestDatabase.migrated();
                TestSuite suite = new TestSuite(1).with("DATABASE_URL", database.url())) {
            FrontEnd frontEnd = suite.frontEnd();
            assertThat(metrics(frontEnd)).contains("scalelite_recording_archives{state=\"waiting\"} 0.0");
            database.run(
                    "insert into recording_imports (archive, state) values ('a.tar', 'waiting'), ('b.tar', 'waiting'),"
                            + " ('c.tar', 'running')");
            assertThat(metrics(frontEnd))
                    .contains("scalelite_recording_archives{state=\"waiting\"} 2.0")
                    .contains("scalelite_recording_archives{state=\"running\"} 1.0")
                    .contains("scalelite_callbacks{state=\"dead\"} 0.0");
        }
    }

    @Test
    void exposesOtherMetricsWithoutPostgresql() {
        try (TestSuite suite = new TestSuite(1).with("DATABASE_URL", "postgresql://nobody:x@127.0.0.1:1/none")) {
            assertThat(metrics(suite.frontEnd()))
                    .contains("jvm_memory_used_bytes")
                    .doesNotContain("scalelite_recording_archives{");
        }
    }
}
