package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.Answer;
import org.scalelite.common.testing.TestTimeout;

/** An installation made for Scalelite goes on with our images (specification, sections 1, 2 and 12). */
@Order(8)
class ScaleliteInstallationIT {
    private static final Duration SOON = TestTimeout.LIMIT;

    @BeforeAll
    static void build() {
        ContainerImages.require();
    }

    @Test
    void itStartsWithOnlyTheNameOfTheImageChanged() throws IOException {
        try (ScaleliteInstallation installation = new ScaleliteInstallation()) {
            installation.startNeighbours();
            installation.startUnits();
            try {
                ScaleliteInstallation.UNITS.forEach(unit -> await(unit)
                        .atMost(SOON)
                        .pollInterval(ContainerStack.CHECK_INTERVAL)
                        .until(() -> installation.isHealthy(unit)));
                assertThat(installation.frontEnd().get("/health_check").body()).isEqualTo("success");
                aMeetingIsCreated(installation);
                aRecordingIsImported(installation);
            } catch (RuntimeException | AssertionError e) {
                System.err.println(installation.report());
                throw e;
            }
        }
    }

    private static void aMeetingIsCreated(ScaleliteInstallation installation) {
        String added = installation.rake("servers:add[http://bbb:8080/bigbluebutton/api,bbb-secret]");
        String server = added.lines()
                .filter(line -> line.startsWith("id: "))
                .findFirst()
                .orElseThrow()
                .substring("id: ".length());
        installation.rake("servers:enable[" + server + "]");
        await("the server is online").atMost(SOON).until(() -> {
            installation.rake("poll:all");
            return installation.rake("status").contains("online");
        });
        Answer created = installation.frontEnd().call("create", "meetingID", "class", "name", "Class");
        assertThat(created.isSuccess()).as(created.body()).isTrue();
        assertThat(installation.rake("status")).contains("bbb", "enabled", "online");
    }

    private static void aRecordingIsImported(ScaleliteInstallation installation) throws IOException {
        String id = SampleArchive.VIDEO;
        installation.deliver(id);
        await("the recording")
                .atMost(SOON)
                .until(() -> installation
                        .frontEnd()
                        .call("getRecordings", "recordID", id)
                        .text("recordID")
                        .isPresent());
        assertThat(installation.frontEnd().get("/video/" + id + "/").body()).contains("<video");
        assertThat(installation
                        .frontEnd()
                        .get("/playback/presentation/2.3/" + SampleArchive.PRESENTATION)
                        .body())
                .as("the player is the one of the image")
                .contains("/playback/presentation/2.3/static/js/main.js");
        assertThat(installation.directory("published/video/" + id + "/metadata.xml"))
                .exists();
        assertThat(Files.getAttribute(installation.directory("published/video/" + id), "unix:uid"))
                .isEqualTo(1000);
        await("the archive is gone")
                .atMost(SOON)
                .until(() -> Files.notExists(installation.directory("spool/" + id + ".tar")));
    }
}
