package org.scalelite.system.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.io.FileUtils;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.importer.testing.TestArchive;
import org.scalelite.importer.testing.TestSpool;

/** Recordings that BBB servers send all the time; each has to be imported, and once. */
final class Recordings implements AutoCloseable {
    private static final long BEGAN_MS = 1_767_603_600_000L;

    private final Path root;
    private final TestSpool spool;
    private final AtomicInteger sent = new AtomicInteger();
    /** Those whose files have not been seen yet, by record id. */
    private final Map<String, TestArchive> unpublished = new ConcurrentHashMap<>();

    Recordings(String databaseServer) {
        try {
            root = Files.createTempDirectory("recordings");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        spool = new TestSpool(root, new TestDatabase(databaseServer));
    }

    /** What services have to know of the database and the directories. */
    Map<String, String> environment() {
        return spool.environment();
    }

    /** Sends the archive of one more recording. */
    void send() {
        int number = sent.incrementAndGet();
        TestArchive archive = TestArchive.of("%040x-%d".formatted(number, BEGAN_MS + number));
        unpublished.put(archive.recordId(), archive);
        archive.drop(spool.spool());
    }

    int sent() {
        return sent.get();
    }

    /** What is missing, there twice, or not as it was sent. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        try {
            String rows = spool.database().value("select coalesce(string_agg(record_id, ' '), '') from recordings");
            Set<String> imported = new HashSet<>();
            for (String id : rows.split(" ", -1)) {
                if (!imported.add(id)) {
                    faults.add("recording " + id + " was imported twice");
                }
            }
            for (TestArchive archive : List.copyOf(unpublished.values())) {
                if (imported.contains(archive.recordId())) {
                    TestSpool.assertStored(archive, spool.published());
                    unpublished.remove(archive.recordId());
                } else {
                    faults.add("recording " + archive.recordId() + " is not imported");
                }
            }
        } catch (IllegalStateException | AssertionError e) {
            faults.add("recordings: " + e.getMessage());
        }
        spool.failed().forEach(name -> faults.add("a recording was put aside: " + name));
        return faults;
    }

    @Override
    public void close() {
        spool.close();
        FileUtils.deleteQuietly(root.toFile());
    }
}
