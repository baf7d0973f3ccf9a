package org.scalelite.importer.spool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The spool directory. An archive counts as complete when it has not changed for a while: rsync and our own transport use
 * temporary names, but a plain copy does not.
 */
final class Spool {
    private final Path directory;
    private final long settleNanos;
    private Map<String, Sighting> seen = new HashMap<>();

    Spool(Path directory, ImporterConfig config) {
        this.directory = directory;
        this.settleNanos = config.settle().toNanos();
    }

    private record Sighting(SpoolArchive archive, long since) {}

    /**
     * What a look has shown.
     *
     * @param settled archives that are complete, the oldest first
     * @param archives how many there are, the others included
     */
    record Look(List<SpoolArchive> settled, int archives) {
        /** Whether there are archives that are not complete. */
        boolean growing() {
            return settled.size() < archives;
        }
    }

    /**
     * Looks at the spool.
     *
     * @param now in nanoseconds, of a clock that never goes back
     * @throws IOException if the directory cannot be read
     */
    Look look(long now) throws IOException {
        Map<String, Sighting> sightings = new HashMap<>();
        List<SpoolArchive> settled = new ArrayList<>();
        for (SpoolArchive archive : archives()) {
            Sighting sighting = Optional.ofNullable(seen.get(archive.name()))
                    .filter(before -> before.archive().equals(archive))
                    .orElseGet(() -> new Sighting(archive, now));
            sightings.put(archive.name(), sighting);
            if (now - sighting.since() >= settleNanos) {
                settled.add(archive);
            }
        }
        seen = sightings;
        settled.sort(Comparator.comparing(SpoolArchive::modified).thenComparing(SpoolArchive::name));
        return new Look(settled, sightings.size());
    }

    private List<SpoolArchive> archives() throws IOException {
        List<SpoolArchive> archives = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.tar")) {
            for (Path file : files) {
                if (!String.valueOf(file.getFileName()).startsWith(".")) {
                    addIfThere(file, archives);
                }
            }
        }
        return archives;
    }

    /** Another importer may have removed it since the directory was read. */
    private static void addIfThere(Path file, List<SpoolArchive> archives) {
        try {
            archives.add(SpoolArchive.at(file));
        } catch (IOException _) {
            // Nothing to import.
        }
    }
}
