package org.scalelite.api.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;

/** publishRecordings, updateRecordings and deleteRecordings (specification, sections 5.12 and 16.14). */
class ChangeRecordingsTest {
    private static final String PUBLISHED = "published";
    private static final String UNPUBLISHED = "unpublished";

    private static Recordings recordings;

    private FrontEnd frontEnd;

    @BeforeAll
    static void start(@TempDir Path directory) {
        recordings = new Recordings(directory);
    }

    @BeforeEach
    void call() {
        frontEnd = recordings.frontEnd();
    }

    @AfterEach
    void renew() throws IOException {
        recordings.renew();
    }

    @AfterAll
    static void stop() {
        recordings.close();
    }

    private void addWithFiles(String recordId, String... formats) {
        recordings.add(recordId, "room", PUBLISHED, Map.of("tenant-id", Recordings.TENANT), List.of(formats));
        for (String format : formats) {
            recordings.file(PUBLISHED, format, recordId);
        }
    }

    private Answer publish(String recordIds, boolean publish) {
        return frontEnd.get("publishRecordings", "recordID", recordIds, "publish", Boolean.toString(publish));
    }

    private String metadata(String recordId) {
        return recordings
                .database()
                .value("select string_agg(key || '=' || value, ' ' order by key) from metadata where key <> 'tenant-id'"
                        + " and recording_id = (select id from recordings where record_id = '" + recordId + "')");
    }

    @Test
    void publishAndUnpublishMoveAllFormats() {
        addWithFiles("rec-1", "presentation", "video");
        Answer unpublished = publish("rec-1", false);
        assertThat(unpublished.body())
                .isEqualTo("<response><returncode>SUCCESS</returncode><published>false</published></response>");
        assertThat(recordings.state("rec-1")).isEqualTo("unpublished f t");
        for (String format : List.of("presentation", "video")) {
            assertThat(recordings.path(UNPUBLISHED, format, "rec-1").resolve("metadata.xml"))
                    .exists();
            assertThat(recordings.path(PUBLISHED, format, "rec-1")).doesNotExist();
        }
        for (String truth : List.of("TRUE", "True", "true")) {
            assertThat(frontEnd.get("publishRecordings", "recordID", "rec-1,", "publish", truth)
                            .text("published"))
                    .as(truth)
                    .hasValue("true");
        }
        assertThat(publish("rec-1", true).text("published")).as("repeatable").hasValue("true");
        assertThat(recordings.state("rec-1")).isEqualTo("published t t");
        assertThat(recordings.path(PUBLISHED, "video", "rec-1").resolve("metadata.xml"))
                .exists();
    }

    @Test
    void removesTheSourceIfFilesAreInBothPlaces() throws IOException {
        addWithFiles("rec-1", "video");
        recordings.file(UNPUBLISHED, "video", "rec-1");
        assertThat(publish("rec-1", true).isSuccess()).isTrue();
        assertThat(recordings.path(UNPUBLISHED, "video", "rec-1")).doesNotExist();
        assertThat(Files.readString(recordings.path(PUBLISHED, "video", "rec-1").resolve("metadata.xml")))
                .startsWith(PUBLISHED);
    }

    @Test
    void skipsAFormatWithoutFiles() {
        addWithFiles("rec-1", "presentation", "video");
        addWithFiles("rec-2", "video");
        recordings.add("rec-0", "room", PUBLISHED, Map.of(), List.of("presentation", "video"));
        recordings.file(PUBLISHED, "presentation", "rec-0");
        Answer answer = publish("rec-0,rec-1,rec-2", false);
        assertThat(answer.messageKey()).isEqualTo("internalError");
        assertThat(answer.text("message")).hasValue("Unable to publish/unpublish recording.");
        assertThat(recordings.state("rec-0")).isEqualTo("published t f");
        assertThat(recordings.path(PUBLISHED, "presentation", "rec-0")).exists();
        assertThat(recordings.state("rec-1")).isEqualTo("unpublished f t");
        assertThat(recordings.state("rec-2")).isEqualTo("unpublished f t");
    }

    @Test
    void invalidRecordIdTouchesNoFile() {
        recordings.add("../../etc", "room", PUBLISHED, Map.of(), List.of("video"));
        assertThat(publish("../../etc", false).messageKey()).isEqualTo("internalError");
        assertThat(frontEnd.get("deleteRecordings", "recordID", "../../etc").isSuccess())
                .isTrue();
        assertThat(recordings.state("../../etc")).isEqualTo("deleted f f");
    }

    @Test
    void namesMissingParameters() {
        assertThat(frontEnd.get("publishRecordings", "publish", "true").messageKey())
                .isEqualTo("missingParamRecordID");
        assertThat(frontEnd.get("publishRecordings", "recordID", "x").messageKey())
                .isEqualTo("missingParamPublish");
        assertThat(frontEnd.get("publishRecordings", "recordID", "x", "publish", "yes")
                        .messageKey())
                .isEqualTo("missingParamPublish");
        assertThat(frontEnd.get("deleteRecordings", "recordID", ",").messageKey())
                .isEqualTo("missingParamRecordID");
        assertThat(publish("unknown,\0", true).messageKey()).isEqualTo("notFound");
        assertThat(frontEnd.get("deleteRecordings", "recordID", "unknown").messageKey())
                .isEqualTo("notFound");
    }

    @Test
    void deleteRemovesFilesAndLeavesATombstone() {
        addWithFiles("rec-1", "presentation", "video");
        recordings.file(UNPUBLISHED, "podcast", "rec-1");
        Path other = recordings.file(PUBLISHED, "video", "rec-10");
        recordings
                .database()
                .run("insert into thumbnails (playback_format_id, url) select id, '/t' from playback_formats;"
                        + "insert into text_tracks (recording_id, kind, lang, label, source, content)"
                        + " values (1, 'captions', 'en', 'English', 'upload', 'WEBVTT')");
        Answer answer = frontEnd.get("deleteRecordings", "recordID", "rec-1,unknown");
        assertThat(answer.body())
                .isEqualTo("<response><returncode>SUCCESS</returncode><deleted>true</deleted></response>");
        assertThat(recordings.state("rec-1")).isEqualTo("deleted f f");
        assertThat(recordings
                        .database()
                        .value("select deleted_at > now() at time zone 'utc' - interval '1 hour' from" + " recordings"))
                .isEqualTo("t");
        assertThat(recordings.database().value("select string_agg(key || value, ' ') from metadata"))
                .as("not visible to other tenants")
                .isEqualTo("tenant-id" + Recordings.TENANT);
        for (String table : List.of("playback_formats", "thumbnails", "text_tracks")) {
            assertThat(recordings.database().value("select count(*) from " + table))
                    .as(table)
                    .isEqualTo("0");
        }
        for (String format : List.of("presentation", "video", "podcast")) {
            assertThat(recordings.path(PUBLISHED, format, "rec-1")).doesNotExist();
            assertThat(recordings.path(UNPUBLISHED, format, "rec-1")).doesNotExist();
        }
        assertThat(other).exists();
        assertThat(frontEnd.get("deleteRecordings", "recordID", "rec-1").messageKey())
                .isEqualTo("notFound");
        assertThat(publish("rec-1", true).messageKey()).isEqualTo("notFound");
        assertThat(frontEnd.get("updateRecordings", "recordID", "rec-1", "meta_a", "b")
                        .text("updated"))
                .hasValue("false");
    }

    @Test
    void updatesMetadataOfAllRecordings() {
        addWithFiles("rec-1", "video");
        addWithFiles("rec-2", "video");
        recordings
                .database()
                .run("insert into metadata (recording_id, key, value) values (1, 'old', 'x'), (2, 'keep', 'y')");
        Answer answer = frontEnd.get(
                "updateRecordings",
                "recordID",
                "rec-1,rec-2",
                "meta_Title",
                "New 🎓",
                "meta_old",
                "",
                "protect",
                "true");
        assertThat(answer.body())
                .isEqualTo("<response><returncode>SUCCESS</returncode><updated>true</updated></response>");
        assertThat(metadata("rec-1")).isEqualTo("title=New 🎓");
        assertThat(metadata("rec-2")).isEqualTo("keep=y title=New 🎓");
        assertThat(recordings.database().value("select count(*) from recordings where protected"))
                .isEqualTo("2");
        assertThat(frontEnd.get("updateRecordings", "recordID", "rec-2", "meta_title", "Newer", "protect", "false")
                        .isSuccess())
                .isTrue();
        assertThat(metadata("rec-2")).isEqualTo("keep=y title=Newer");
        assertThat(recordings.database().value("select count(*) from recordings where protected"))
                .isEqualTo("1");
        assertThat(frontEnd.get("updateRecordings", "recordID", "rec-2").text("updated"))
                .hasValue("true");
    }

    @Test
    void unknownIdPreventsTheUpdate() {
        addWithFiles("rec-1", "video");
        assertThat(frontEnd.get("updateRecordings", "recordID", "rec-1,unknown", "meta_a", "b")
                        .text("updated"))
                .hasValue("false");
        assertThat(metadata("rec-1")).isEqualTo("null");
    }

    @Test
    void rejectsOrRepairsInvalidMetadata() {
        addWithFiles("rec-1", "video");
        for (String name : List.of(
                "meta_tenant-id",
                "meta_Tenant-ID",
                "meta_tenant-name",
                "meta_two words",
                "meta_9",
                "meta_",
                "meta_a:b",
                "meta_a\0")) {
            assertThat(frontEnd.get("updateRecordings", "recordID", "rec-1", name, "x", "meta_good", "y")
                            .messageKey())
                    .as(name)
                    .isEqualTo("paramError");
        }
        assertThat(frontEnd.get("updateRecordings", "recordID", "rec-1", "protect", "yes")
                        .messageKey())
                .isEqualTo("paramError");
        assertThat(metadata("rec-1")).isEqualTo("null");
        assertThat(frontEnd.get("updateRecordings", "recordID", "rec-1", "meta_a", "x\0y\u000Bz")
                        .isSuccess())
                .isTrue();
        assertThat(metadata("rec-1")).isEqualTo("a=x\uFFFDy\uFFFDz");
    }

    @Test
    void foreignRecordingPreventsChanges() {
        addWithFiles("mine", "video");
        recordings.add("foreign", "room", PUBLISHED, Map.of("tenant-id", "other"), List.of("video"));
        recordings.add("nobodys", "room", PUBLISHED, Map.of(), List.of("video"));
        recordings.file(PUBLISHED, "video", "foreign");
        recordings.file(PUBLISHED, "video", "nobodys");
        frontEnd = recordings.suite().with("MULTITENANCY_ENABLED", "true").frontEnd();
        for (String other : List.of("foreign", "nobodys")) {
            String both = "mine," + other;
            assertThat(publish(both, false).messageKey()).isEqualTo("notFound");
            assertThat(frontEnd.get("deleteRecordings", "recordID", both).messageKey())
                    .isEqualTo("notFound");
            assertThat(frontEnd.get("updateRecordings", "recordID", both, "meta_a", "b")
                            .text("updated"))
                    .hasValue("false");
            assertThat(recordings.state(other)).isEqualTo("published t f");
            assertThat(recordings.path(PUBLISHED, "video", other)).exists();
        }
        assertThat(recordings.state("mine")).isEqualTo("published t f");
        assertThat(metadata("mine")).isEqualTo("null");
        assertThat(publish("mine,unknown", false).isSuccess()).isTrue();
        assertThat(recordings.state("mine")).isEqualTo("unpublished f t");
    }

    @Test
    void concurrentChangesKeepRowAndFilesConsistent() throws Exception {
        for (int round = 0; round < 5; round++) {
            String one = "rec-a" + round;
            String two = "rec-b" + round;
            addWithFiles(one, "presentation", "video");
            addWithFiles(two, "presentation", "video");
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(() -> publish(one + "," + two, false));
                calls.add(() -> publish(two + "," + one, true));
            }
            calls.add(() -> frontEnd.get("deleteRecordings", "recordID", two));
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Answer> answer : threads.invokeAll(calls)) {
                    assertThat(answer.get().messageKey()).isIn("", "notFound");
                }
            }
            boolean isPublished = recordings.state(one).equals("published t t");
            for (String format : List.of("presentation", "video")) {
                assertThat(Files.exists(recordings.path(PUBLISHED, format, one)))
                        .isEqualTo(isPublished);
                assertThat(Files.exists(recordings.path(UNPUBLISHED, format, one)))
                        .isEqualTo(!isPublished);
                assertThat(recordings.path(PUBLISHED, format, two)).doesNotExist();
                assertThat(recordings.path(UNPUBLISHED, format, two)).doesNotExist();
            }
            assertThat(recordings.state(two)).startsWith("deleted f");
        }
    }

    @Test
    void filesStayWhileTheRowIsLocked() throws Exception {
        addWithFiles("rec-1", "video");
        try (Connection importer = recordings.database().connect();
                Statement statement = importer.createStatement();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            importer.setAutoCommit(false);
            statement.execute("select 1 from recordings where record_id = 'rec-1' for update");
            Future<Answer> waiting = threads.submit(() -> publish("rec-1", false));
            Awaitility.await().until(this::aTransactionWaitsForALock);
            assertThat(recordings.path(PUBLISHED, "video", "rec-1")).exists();
            importer.commit();
            assertThat(waiting.get().isSuccess()).isTrue();
        }
        assertThat(recordings.path(PUBLISHED, "video", "rec-1")).doesNotExist();
    }

    private boolean aTransactionWaitsForALock() throws SQLException {
        return recordings
                .database()
                .value("select exists (select from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock')")
                .equals("t");
    }

    @Test
    void changeUpdatesTheCachedTotal() {
        addWithFiles("rec-1", "video");
        addWithFiles("rec-2", "video");
        assertThat(frontEnd.get("getRecordings", "limit", "1").text("totalElements"))
                .hasValue("2");
        frontEnd.get("deleteRecordings", "recordID", "rec-1");
        assertThat(frontEnd.get("getRecordings", "limit", "1").text("totalElements"))
                .hasValue("1");
    }
}
