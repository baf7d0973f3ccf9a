package org.scalelite.importer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.importer.publish.ImportSteps;
import org.scalelite.stores.TestStores;

/** A spool, the directories behind it and a database, and what tests look for in them. */
public final class TestSpool implements AutoCloseable {
    private static final Duration TIMEOUT = TestTimeout.LIMIT;

    private final Path root;
    private final TestDatabase database;
    private final Map<String, String> environment = new HashMap<>();
    private final List<TestImporter> importers = new ArrayList<>();

    public TestSpool(Path root) {
        this(root, TestDatabase.migrated());
    }

    /** A spool with this database, which is closed with it. */
    public TestSpool(Path root, TestDatabase database) {
        this.root = root;
        this.database = database;
        environment.put("DATABASE_URL", database.url());
        environment.put("REDIS_URL", TestStores.redisUrl());
        environment.put("LOADBALANCER_SECRET", "front-end-secret");
        environment.put("RECORDING_SPOOL_DIR", directory("spool").toString());
        environment.put("RECORDING_WORK_DIR", directory("work").toString());
        environment.put("RECORDING_PUBLISH_DIR", directory("published").toString());
        environment.put("RECORDING_UNPUBLISH_DIR", directory("unpublished").toString());
        environment.put("RECORDING_IMPORT_POLL_INTERVAL", "0.1");
        environment.put("RECORDING_IMPORT_SETTLE_TIME", "0.05");
        environment.put("RECORDING_IMPORT_LEASE", "3");
    }

    /** Sets a variable for the importers that are started after it. */
    public TestSpool with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** One more importer, in this process. */
    public TestImporter importer() {
        return importer((_, _) -> {});
    }

    /** One more importer, in this process, that tells of its steps. */
    public TestImporter importer(ImportSteps steps) {
        TestImporter importer = new TestImporter(environment, steps);
        importers.add(importer);
        return importer;
    }

    public TestDatabase database() {
        return database;
    }

    public Path spool() {
        return Path.of(environment.get("RECORDING_SPOOL_DIR"));
    }

    public Path published() {
        return Path.of(environment.get("RECORDING_PUBLISH_DIR"));
    }

    public Path unpublished() {
        return Path.of(environment.get("RECORDING_UNPUBLISH_DIR"));
    }

    public Path work() {
        return Path.of(environment.get("RECORDING_WORK_DIR"));
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(root.resolve(name)).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until nothing is left to import. */
    public void awaitEmptySpool() {
        Awaitility.await("an empty spool").atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(archives()).isEmpty();
            assertThat(database.value("select count(*) from recording_imports")).isEqualTo("0");
        });
    }

    /** The archives in the spool. */
    public List<String> archives() {
        return names(spool()).stream().filter(name -> name.endsWith(".tar")).toList();
    }

    /** What is in {@code failed/}. */
    public List<String> failed() {
        return names(spool().resolve("failed"));
    }

    /** The reason that is given for a failed archive. */
    public String reason(String archive) {
        try {
            return Files.readString(spool().resolve("failed").resolve(archive + ".error.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file of the archive is there, byte for byte, and the recording is known once. */
    public void assertImported(TestArchive archive) {
        assertStored(archive, published());
        assertThat(database.value(
                        "select count(*) from recordings where published and state = 'published' and record_id = '%s'"
                                .formatted(archive.recordId())))
                .as(archive.recordId())
                .isEqualTo("1");
    }

    /** Every file of the archive is below this directory, byte for byte. */
    public static void assertStored(TestArchive archive, Path directory) {
        archive.files()
                .forEach((name, content) ->
                        assertThat(directory.resolve(name)).as(name).hasBinaryContent(content));
    }

    /** Nothing is left of unfinished work. */
    public void assertTidy() {
        assertThat(names(work())).as("work directory").isEmpty();
        for (Path directory : List.of(published(), unpublished())) {
            for (String format : names(directory)) {
                assertThat(names(directory.resolve(format))).as(format).noneMatch(name -> name.startsWith("."));
            }
        }
    }

    /** The names in a directory; none if it is not there. */
    public static List<String> names(Path directory) {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        importers.forEach(TestImporter::close);
        database.close();
    }
}
