package org.scalelite.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.common.testing.OtlpReceiver;
import org.scalelite.common.testing.OtlpReceiver.ReceivedSpan;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.importer.testing.TestArchive;
import org.scalelite.importer.testing.TestSpool;

/** The spans of an import. */
class TracedImportTest {
    private static final String ID = "183f0bf3a0982a127bdb8161e0c44eb696b3e75c-1767603600123";

    @Test
    void importHasASpanOfEachStep(@TempDir Path directory) {
        try (OtlpReceiver receiver = new OtlpReceiver();
                TestSpool spool = new TestSpool(directory)) {
            receiver.environment().forEach(spool::with);
            spool.importer();
            TestArchive.of(ID).format("video").drop(spool.spool());
            // The exporter sends every five seconds.
            Awaitility.await()
                    .atMost(TestTimeout.LIMIT)
                    .until(() -> receiver.last("import").isPresent());
            ReceivedSpan span = receiver.last("import").orElseThrow();
            assertThat(span.service()).isEqualTo("recording-importer");
            assertThat(span.attributes()).containsEntry("outcome", "imported").containsKey("import.archive");
            assertThat(receiver.namesWithin(span))
                    .containsSubsequence(
                            "import received",
                            "import unpacked",
                            "import verified",
                            "import synced",
                            "import planned",
                            "import aside",
                            "import stored",
                            "import indexed",
                            "import removed");
        }
    }
}
