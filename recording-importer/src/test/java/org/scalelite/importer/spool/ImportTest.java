package org.scalelite.importer.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.importer.publish.ImportSteps.Step;
import org.scalelite.importer.testing.TestArchive;
import org.scalelite.importer.testing.TestSpool;

/** From the spool to a recording that can be played (specification, section 11). */
class ImportTest {
    private static final String ID = "0e9770ee13188deca3cd34f598eb93650a2f97c3-1767603600123";
    private static final Duration TIMEOUT = TestTimeout.LIMIT;

    private Path directory;
    private TestSpool spool;

    @BeforeEach
    void open(@TempDir Path temporary) {
        directory = temporary;
        spool = new TestSpool(directory);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fingerprint(Path archive) throws IOException {
        return SpoolArchive.at(archive).fingerprint();
    }

    private String value(String sql) {
        return spool.database().value(sql);
    }

    @Test
    void anArchiveBecomesARecordingAndIsGone() {
        TestArchive archive = TestArchive.of(ID).format("video");
        archive.drop(spool.spool());
        spool.importer();
        spool.awaitEmptySpool();
        spool.assertImported(archive);
        spool.assertTidy();
        assertThat(value("select concat_ws('|', meeting_id, name, participants, starttime, endtime, protected)"
                        + " from recordings"))
                .isEqualTo("room-" + ID + "|Biology 101|3|2026-01-05 09:00:00.123|2026-01-05 10:00:00.999|f");
        assertThat(value("select string_agg(key || '=' || value, ',') from metadata"))
                .isEqualTo("bbb-origin=Moodle");
        assertThat(value("select string_agg(concat_ws('|', format, url, length, processing_time), ',' order by format)"
                        + " from playback_formats"))
                .isEqualTo("presentation|/playback/presentation/2.3/" + ID
                        + "?a=b&c=d|59|7177,video|/playback/video/2.3/" + ID + "?a=b&c=d|59|7177");
        assertThat(value("select min(concat_ws('|', width, height, alt, url, sequence)) from thumbnails"))
                .isEqualTo("176|136|Welcome|/presentation/" + ID + "/thumb-1.png|0");
    }

    @Test
    void aRecordingThatComesAgainReplacesTheOldOne() {
        spool.importer();
        TestArchive.of(ID).file("presentation", "old.txt", "old").drop(spool.spool());
        spool.awaitEmptySpool();
        TestArchive again = TestArchive.of(ID).file("presentation", "index.html", "<p>new</p>");
        again.drop(spool.spool());
        spool.awaitEmptySpool();
        spool.assertImported(again);
        spool.assertTidy();
        assertThat(spool.published().resolve("presentation").resolve(ID).resolve("old.txt"))
                .doesNotExist();
        assertThat(value("select count(*) from playback_formats")).isEqualTo("1");
        assertThat(value("select count(*) from thumbnails")).isEqualTo("1");
    }

    @Test
    void anotherFormatThatComesLaterIsAdded() {
        spool.importer();
        TestArchive first = TestArchive.of(ID);
        first.drop(spool.spool());
        spool.awaitEmptySpool();
        TestArchive later = new TestArchive(ID).format("video");
        later.drop(spool.spool());
        spool.awaitEmptySpool();
        spool.assertImported(first);
        spool.assertImported(later);
        assertThat(value("select count(*) from playback_formats")).isEqualTo("2");
    }

    private void importOne() {
        spool.importer();
        TestArchive.of(ID).drop(spool.spool());
        spool.awaitEmptySpool();
    }

    @Test
    void whatTheOperatorUnpublishedStaysUnpublished() {
        importOne();
        spool.database().run("update recordings set published = false, state = 'unpublished', publish_updated = true");
        TestArchive again = TestArchive.of(ID);
        again.drop(spool.spool());
        spool.awaitEmptySpool();
        TestSpool.assertStored(again, spool.unpublished());
        assertThat(spool.published().resolve("presentation").resolve(ID)).doesNotExist();
        assertThat(value("select state from recordings")).isEqualTo("unpublished");
        spool.assertTidy();
    }

    @Test
    void recordingsStartUnpublishedAndProtectedIfSet() {
        spool.with("RECORDING_IMPORT_UNPUBLISHED", "true").with("PROTECTED_RECORDINGS_ENABLED", "true");
        TestArchive archive = TestArchive.of(ID);
        archive.drop(spool.spool());
        spool.importer();
        spool.awaitEmptySpool();
        TestSpool.assertStored(archive, spool.unpublished());
        assertThat(value("select concat_ws('|', published, state, protected) from recordings"))
                .isEqualTo("f|unpublished|t");
    }

    @Test
    void aBadFormatDoesNotStopTheGoodOnes() {
        String metadata = new TestArchive(ID).metadata("podcast", "");
        TestArchive archive = TestArchive.of(ID)
                .file("video", "video.webm", "no metadata.xml here")
                .file("podcast", "metadata.xml", metadata.substring(0, metadata.length() / 2))
                .file(
                        "notes",
                        "metadata.xml",
                        metadata.replace(">podcast<", ">notes<").replace("Biology", "Q&A"))
                .file(
                        "screenshare",
                        "metadata.xml",
                        metadata.replace(">podcast<", ">screenshare<").replace("<start_time>", "<start_time>99999"));
        archive.drop(spool.spool());
        spool.importer();
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(spool.failed()).hasSize(2));
        spool.awaitEmptySpool();
        assertThat(spool.reason(ID + ".tar"))
                .contains("video/" + ID + ": metadata.xml is missing")
                .contains("podcast/" + ID + ": metadata.xml cannot be read")
                .contains("screenshare/" + ID + ": the start_time of metadata.xml is out of range")
                .doesNotContain("notes/")
                .doesNotContain("presentation/");
        assertThat(value("select string_agg(format, ',' order by format) from playback_formats"))
                .isEqualTo("notes,presentation");
        assertThat(value("select attempts from failed_archives")).isEqualTo("1");
        spool.assertTidy();

        TestArchive repaired = TestArchive.of(ID).format("video");
        repaired.drop(spool.spool());
        spool.awaitEmptySpool();
        spool.assertImported(repaired);
        assertThat(value("select count(*) from playback_formats")).isEqualTo("3");
    }

    @Test
    void aDeletedRecordingDoesNotComeBack() {
        importOne();
        spool.database().run("update recordings set published = false, state = 'deleted', deleted_at = now()");
        TestArchive.of(ID).drop(spool.spool());
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(spool.failed()).hasSize(2));
        spool.awaitEmptySpool();
        assertThat(spool.reason(ID + ".tar")).contains("was deleted").contains("--force");
        assertThat(value("select state from recordings")).isEqualTo("deleted");
        spool.assertTidy();
    }

    @Test
    void newRecordingBesideADeletedOneIsImported() {
        spool.importer();
        spool.database()
                .run("insert into recordings (record_id, meeting_id, published, state, deleted_at)"
                        + " values ('gone', 'room', false, 'deleted', now())");
        TestArchive archive = TestArchive.of(ID);
        TestArchive deleted = TestArchive.of("gone");
        deleted.files().forEach(archive::entry);
        archive.drop(spool.spool());
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(spool.failed()).hasSize(2));
        spool.awaitEmptySpool();
        spool.assertImported(TestArchive.of(ID));
        assertThat(spool.reason(ID + ".tar")).contains("the recording gone was deleted");
        assertThat(value("select state from recordings where record_id = 'gone'"))
                .isEqualTo("deleted");
        assertThat(spool.published().resolve("presentation/gone")).doesNotExist();
        spool.assertTidy();
    }

    @Test
    void anArchiveDuringWhichImportersDiedIsQuarantined() throws IOException {
        spool.with("RECORDING_IMPORT_ATTEMPTS", "2");
        TestArchive archive = TestArchive.of(ID);
        spool.importer().close();
        Path file = archive.drop(spool.spool());
        // As importers leave it that were killed: claimed twice, and not returned.
        spool.database()
                .run("insert into recording_imports (archive, state, fingerprint, attempts, fence, owner, lease_until)"
                        + " values ('" + ID + ".tar', 'running', '" + fingerprint(file)
                        + "', 2, 2, 'killed', now())");
        spool.importer();
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(spool.failed()).hasSize(2));
        assertThat(spool.reason(ID + ".tar")).contains("after 2 attempts: the importer died");
        assertThat(value("select count(*) from recordings")).isEqualTo("0");
        spool.awaitEmptySpool();
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "indexed"})
    void anImporterThatLostItsClaimTouchesNothing(String state) throws IOException {
        TestArchive.of(ID).file("presentation", "version.txt", "old").drop(spool.spool());
        try (var _ = spool.importer()) {
            spool.awaitEmptySpool();
        }
        Path version = spool.published().resolve("presentation").resolve(ID).resolve("version.txt");
        CountDownLatch lost = new CountDownLatch(1);
        Path archive =
                TestArchive.of(ID).file("presentation", "version.txt", "new").drop(spool.spool());
        // It is suspended in its transaction, while another one takes over, imports and is about to remove the archive.
        try (var _ = spool.importer((_, step) -> {
            if (step == Step.STORED && lost.getCount() > 0) {
                spool.database()
                        .run("update recording_imports set owner = 'successor', fence = fence + 1, state = '%s',"
                                        .formatted(state)
                                + " lease_until = now() + interval '1 hour'");
                write(version, "of the successor");
                lost.countDown();
            }
        })) {
            await().atMost(TIMEOUT).until(() -> lost.getCount() == 0);
        }
        assertThat(version).hasContent("of the successor");
        assertThat(archive).exists();
        assertThat(value("select owner || state from recording_imports")).isEqualTo("successor" + state);
    }

    @Test
    void aTruncatedArchiveWaitsAndIsThenQuarantined() throws IOException {
        spool.with("RECORDING_IMPORT_ATTEMPTS", "3");
        Path complete = TestArchive.of(ID).drop(directory.resolve("elsewhere"));
        byte[] bytes = Files.readAllBytes(complete);
        Files.write(spool.spool().resolve(ID + ".tar"), Arrays.copyOf(bytes, bytes.length / 2));
        spool.importer();
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(spool.failed()).hasSize(2));
        assertThat(spool.reason(ID + ".tar")).contains("3 attempts").contains("ends too early");
        assertThat(value("select count(*) from recordings")).isEqualTo("0");
        spool.assertTidy();
    }

    @Test
    void anArchiveWhoseRestArrivesLaterIsImported() throws IOException {
        TestArchive archive = TestArchive.of(ID);
        byte[] bytes = Files.readAllBytes(archive.drop(directory.resolve("elsewhere")));
        Path arriving = spool.spool().resolve(ID + ".tar");
        Files.write(arriving, Arrays.copyOf(bytes, bytes.length / 2));
        spool.importer();
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(value("select max(last_error) from recording_imports"))
                        .contains("ends too early"));
        Files.write(arriving, bytes);
        spool.awaitEmptySpool();
        spool.assertImported(archive);
        assertThat(spool.failed()).isEmpty();
    }

    @Test
    void fileEventsWakeTheImporterLongBeforeItsNextLook() {
        spool.with("RECORDING_IMPORT_POLL", "false").with("RECORDING_IMPORT_POLL_INTERVAL", "3600");
        spool.importer();
        TestArchive archive = TestArchive.of(ID);
        // The listener may begin after this first one, which an event of a later file then shows.
        List<TestArchive> archives = new ArrayList<>(List.of(archive));
        archive.drop(spool.spool());
        await().atMost(TIMEOUT).pollInterval(Duration.ofSeconds(1)).until(() -> {
            TestArchive next = TestArchive.of("r" + archives.size());
            archives.add(next);
            next.drop(spool.spool());
            return spool.archives().size() < archives.size();
        });
        spool.awaitEmptySpool();
        archives.forEach(spool::assertImported);
    }

    @Test
    void textOfAnyKindSurvives() {
        String value = "\uD83D\uDE00 \u05E9\u05DC\u05D5\u05DD ]]&gt; &amp; &#1; end";
        TestArchive archive = new TestArchive(ID)
                .formatWith(
                        "presentation", "<title>" + value + "\u0002</title><raw><![CDATA[a < b & c]]></raw><empty/>");
        archive.drop(spool.spool());
        spool.importer();
        spool.awaitEmptySpool();
        spool.assertImported(archive);
        assertThat(value("select value from metadata where key = 'title'"))
                .isEqualTo("\uD83D\uDE00 \u05E9\u05DC\u05D5\u05DD ]]> & \uFFFD end\uFFFD");
        assertThat(value("select value from metadata where key = 'raw'")).isEqualTo("a < b & c");
        assertThat(value("select value from metadata where key = 'empty'")).isEmpty();
    }

    @Test
    void textTracksThatWereUploadedOutliveAReplacement() {
        importOne();
        spool.database()
                .run("insert into text_tracks (recording_id, kind, lang, label, source, content)"
                        + " select id, 'captions', 'de', 'Deutsch', 'upload', E'WEBVTT\n\n00:00.000 --> 00:01.000\nHallo\n'"
                        + " from recordings");
        TestArchive again = TestArchive.of(ID);
        again.drop(spool.spool());
        spool.awaitEmptySpool();
        spool.assertImported(again);
        Path recording = spool.published().resolve("presentation").resolve(ID);
        assertThat(recording.resolve("caption_de.vtt")).content().contains("Hallo");
        assertThat(recording.resolve("captions.json")).content().contains("Deutsch");
    }

    @Test
    void theRecordingCallbackIsSentOnce() {
        spool.with("CALLBACK_ALLOWED_NETWORKS", "192.0.2.0/24");
        spool.importer();
        spool.database()
                .run("insert into callback_data (meeting_id, callback_attributes) values ('room-" + ID
                        + "', E'---\n:recording_ready_url: http://192.0.2.1/ready\n')");
        TestArchive.of(ID).drop(spool.spool());
        spool.awaitEmptySpool();
        assertThat(value("select concat_ws('|', kind, meeting_id, record_id, url) from outbound_callbacks"))
                .isEqualTo("recording_ready|room-" + ID + "|" + ID + "|http://192.0.2.1/ready");
        assertThat(value("select recording_id = (select id from recordings) from callback_data"))
                .isEqualTo("t");
    }
}
