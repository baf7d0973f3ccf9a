package org.scalelite.api.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TenantFrontEnd;
import org.scalelite.api.testing.TestSuite;

/** Recordings under a host name without tenant, with MULTITENANCY_DEFAULT. */
class DefaultHostRecordingsTest {
    @Test
    void defaultHostAccessesRecordingsWithoutTenant(@TempDir Path directory) {
        try (Recordings recordings =
                new Recordings(directory, "MULTITENANCY_ENABLED", "true", "MULTITENANCY_DEFAULT", "true")) {
            recordings.add("tenants-1", "room", Map.of("tenant-id", Recordings.TENANT));
            recordings.add("nobodys-2", "room", Map.of());
            recordings.add("nobodys-3", "room", Map.of("tenant-id", ""));
            FrontEnd defaultHost = recordings.frontEnd();
            assertThat(defaultHost.get("getRecordings").texts("recordID")).containsExactly("nobodys-3", "nobodys-2");
            assertThat(defaultHost.get("getRecordings", "limit", "1").texts("totalElements"))
                    .contains("2");
            assertThat(defaultHost
                            .get("getRecordings", "meta_tenant-id", Recordings.TENANT)
                            .texts("recordID"))
                    .isEmpty();
            for (String ids : List.of("tenants-1", "nobodys-2,tenants-1")) {
                assertThat(defaultHost
                                .get("publishRecordings", "recordID", ids, "publish", "false")
                                .messageKey())
                        .isEqualTo("notFound");
                assertThat(defaultHost.get("deleteRecordings", "recordID", ids).messageKey())
                        .isEqualTo("notFound");
                assertThat(defaultHost
                                .get("updateRecordings", "recordID", ids, "meta_a", "b")
                                .text("updated"))
                        .contains("false");
            }
            assertThat(defaultHost
                            .get("getRecordingTextTracks", "recordID", "tenants-1")
                            .body())
                    .contains("noRecordings");
            assertThat(defaultHost
                            .get("getRecordingTextTracks", "recordID", "nobodys-2")
                            .body())
                    .contains("SUCCESS");
            assertThat(recordings.state("tenants-1")).isEqualTo("published t f");
            assertThat(defaultHost
                            .get("updateRecordings", "recordID", "nobodys-2", "meta_a", "b")
                            .text("updated"))
                    .contains("true");

            recordings.suite().with("MULTITENANCY_DEFAULT", "false");
            TenantFrontEnd tenant =
                    new TenantFrontEnd(recordings.suite().replica(), "127.sl.example.org", TestSuite.SECRET);
            assertThat(tenant.get("getRecordings").texts("recordID")).containsExactly("tenants-1");
        }
    }
}
