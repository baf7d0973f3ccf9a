package org.scalelite.cli.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.cli.CommandRun;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.config.Settings;
import org.scalelite.common.recording.DirectoryMove;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.importer.testing.TestArchive;
import org.scalelite.importer.testing.TestSpool;

/** {@code scalelite recordings …} over a real PostgreSQL and real files. */
class RecordingsCommandTest {
    private static final String ID = "0e9770ee13188deca3cd34f598eb93650a2f97c3-1767603600123";

    private final TestRegistry registry = new TestRegistry();
    private Path directory;
    private TestSpool spool;

    @BeforeEach
    void open(@TempDir Path temporary) {
        directory = temporary;
        spool = new TestSpool(temporary);
        registry.environment().forEach(spool::with);
    }

    @AfterEach
    void close() {
        spool.close();
        registry.close();
    }

    private Outcome run(String... arguments) {
        return CommandRun.run(() -> Settings.of(spool.environment()), arguments);
    }

    private Path archive(TestArchive archive) {
        return archive.drop(directory.resolve("elsewhere"));
    }

    private void importNow(TestArchive archive) {
        assertThat(run("recordings", "import", archive(archive).toString()).exitCode())
                .isZero();
    }

    @Test
    void importKeepsArchive() {
        TestArchive archive = TestArchive.of(ID);
        Path file = archive(archive);
        Outcome result = run("recordings", "import", file.toString());
        assertThat(result.out()).contains(file + ": imported");
        assertThat(result.exitCode()).isZero();
        spool.assertImported(archive);
        spool.assertTidy();
        assertThat(file).exists();
        assertThat(spool.database().value("select count(*) from recording_imports"))
                .isEqualTo("0");
    }

    @Test
    void importPrintsProblemsOfArchive() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.tar"), "no archive".repeat(100));
        Outcome result = run(
                "recordings",
                "import",
                broken.toString(),
                directory.resolve("none.tar").toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("broken.tar: no tar archive").contains("none.tar: cannot be read");
    }

    @Test
    void importsDeletedRecordingOnlyWithForce() {
        importNow(TestArchive.of(ID));
        spool.database()
                .run("update recordings set state = 'deleted', published = false, deleted_at = now();"
                        + "delete from playback_formats");
        Path file = archive(TestArchive.of(ID));
        Outcome refused = run("recordings", "import", file.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).contains("was deleted");
        assertThat(run("recordings", "import", "--force", file.toString()).exitCode())
                .isZero();
        spool.assertImported(TestArchive.of(ID));
    }

    @Test
    void recordingsAreListedAndShown() {
        importNow(TestArchive.of(ID).format("video"));
        assertThat(run("recordings").out())
                .contains(ID)
                .contains("room-" + ID)
                .contains("Biology 101")
                .contains("presentation,video");
        assertThat(run("recordings", "list", "--state", "unpublished").out()).contains("No recordings");
        assertThat(run("recordings", "list", "--meeting", "room-" + ID, "--json")
                        .out())
                .contains("\"record_id\" : \"" + ID + "\"");
        assertThat(run("recordings", "show", ID).out())
                .contains("meta bbb-origin: Moodle")
                .contains("format video: /playback/video/2.3/" + ID);
        Outcome unknown = run("recordings", "show", "unknown");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("Couldn't find recording with id=unknown");
        assertThat(run("recordings", "list", "--state", "gone").exitCode()).isEqualTo(2);
    }

    @Test
    void recordingsAreChanged() {
        importNow(TestArchive.of(ID));
        assertThat(run("recordings", "update", ID, "--unpublish", "--protect", "--meta", "Course=Bio 1")
                        .exitCode())
                .isZero();
        assertThat(spool.database().value("select concat_ws('|', published, state, protected) from recordings"))
                .isEqualTo("f|unpublished|t");
        assertThat(spool.database().value("select value from metadata where key = 'course'"))
                .isEqualTo("Bio 1");
        TestSpool.assertStored(TestArchive.of(ID), spool.unpublished());
        assertThat(new AuditLog(registry.redis()).newest(new AuditLog.Query(Optional.of(ID), Optional.empty(), 1)))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.action()).isEqualTo("recording.update");
                    assertThat(entry.after())
                            .isEqualTo(Map.of("published", "false", "protected", "true", "meta Course", "Bio 1"));
                });
        Outcome unknown = run("recordings", "update", ID, "unknown", "--publish");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(spool.database().value("select state from recordings"))
                .as("all or none")
                .isEqualTo("unpublished");
    }

    @Test
    void unmovableFilesLeaveMetadataUnchanged() throws IOException {
        importNow(TestArchive.of(ID));
        Files.createDirectories(spool.unpublished());
        Files.writeString(spool.unpublished().resolve("presentation"), "a file in place of the directory");
        assertThat(run("recordings", "update", ID, "--unpublish", "--meta", "course=Bio")
                        .exitCode())
                .isEqualTo(1);
        assertThat(spool.database().value("select state from recordings")).isEqualTo("published");
        assertThat(spool.database().value("select count(*) from metadata where key = 'course'"))
                .isEqualTo("0");
    }

    @Test
    void updateWithoutChangeIsRefused() {
        importNow(TestArchive.of(ID));
        Outcome refused = run("recordings", "update", ID);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("Nothing to change");
    }

    @Test
    void movesFilesOfUnpublishedRecordings() throws IOException {
        for (String id : new String[] {"served", "half-served", "away", "published"}) {
            importNow(TestArchive.of(id).format("video"));
        }
        run("recordings", "update", "away", "--unpublish");
        // What older releases of Scalelite left: an unpublished recording whose files are still in the published
        // directory.
        spool.database()
                .run("update recordings set published = false, state = 'unpublished' where record_id like '%served'");
        DirectoryMove.delete(spool.published().resolve("video/half-served"));

        Outcome moved = run("recordings", "move-unpublished");

        assertThat(moved).isEqualTo(new Outcome(0, "The files of 2 recordings were moved\n", ""));
        TestSpool.assertStored(TestArchive.of("served").format("video"), spool.unpublished());
        TestSpool.assertStored(TestArchive.of("half-served"), spool.unpublished());
        TestSpool.assertStored(TestArchive.of("published").format("video"), spool.published());
        assertThat(spool.published().resolve("presentation/served")).doesNotExist();
        assertThat(spool.database()
                        .value("select bool_or(publish_updated)::text from recordings"
                                + " where record_id like '%served'"))
                .as("an operator's choice it is not")
                .isEqualTo("false");
        assertThat(run("recordings", "move-unpublished").out()).isEqualTo("The files of 0 recordings were moved\n");
    }

    @Test
    void addsRecordingsWithoutTenantToTenant() {
        importNow(TestArchive.of(ID));
        importNow(new TestArchive("other").formatWith("presentation", "<tenant-id>t2</tenant-id>"));
        registry.redis()
                .call(commands -> commands.hset(
                        registry.redis().keys().of(RedisKey.TENANT, "t1"),
                        Map.of("name", "school", "secrets", "secret")));
        registry.redis()
                .call(commands ->
                        commands.hset(registry.redis().keys().of(RedisKey.TENANT_NAME, "school"), Map.of("id", "t1")));
        Outcome unknown = run("recordings", "add-to-tenant", "nobody", "--yes");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("Couldn't find tenant with id=nobody");
        Outcome asked = run("recordings", "add-to-tenant", "t1");
        assertThat(asked.exitCode()).as("nobody answers the question").isEqualTo(1);
        Outcome done = run("recordings", "add-to-tenant", "t1", "--yes");
        assertThat(done.out()).contains("1 recordings added to tenant t1");
        assertThat(spool.database()
                        .value("select string_agg(value, ',' order by value) from metadata"
                                + " where key = 'tenant-id'"))
                .isEqualTo("t1,t2");
    }

    @Test
    void verifyOfConsistentFilesFindsNothing() {
        importNow(TestArchive.of(ID).format("video"));
        Outcome result = run("recordings", "verify");
        assertThat(result.out()).contains("Rows and files agree");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void verifyRepairsDifferences() throws IOException {
        for (String id : new String[] {"published-elsewhere", "missing", "deleted-with-files", "without-row", "fine"}) {
            importNow(TestArchive.of(id));
        }
        Path format = spool.published().resolve("presentation");
        DirectoryMove.move(
                format.resolve("published-elsewhere"), spool.unpublished().resolve("presentation/published-elsewhere"));
        DirectoryMove.delete(format.resolve("missing"));
        spool.database()
                .run("update recordings set state = 'deleted', published = false where record_id ="
                        + " 'deleted-with-files'; delete from recordings where record_id = 'without-row'");

        Outcome found = run("recordings", "verify");
        assertThat(found.exitCode()).isEqualTo(1);
        assertThat(found.out().lines().sorted())
                .containsExactly(
                        "presentation/deleted-with-files: it was deleted, but there are files",
                        "presentation/missing: its files are missing: import its archive again",
                        "presentation/published-elsewhere: it is published, but its files lie elsewhere",
                        "presentation/without-row: there are files, but no row");

        Outcome repaired = run("recordings", "verify", "--repair");
        assertThat(repaired.out().lines().filter(line -> line.endsWith("(repaired)")))
                .hasSize(3);
        assertThat(format.resolve("deleted-with-files")).doesNotExist();
        spool.assertImported(TestArchive.of("published-elsewhere"));
        spool.assertImported(TestArchive.of("without-row"));
        assertThat(run("recordings", "verify", "--json").out())
                .contains("missing")
                .doesNotContain("without-row");
    }
}
