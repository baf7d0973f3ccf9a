package org.scalelite.benchmarks.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.scalelite.common.recording.DirectoryMove;

/** What an importer is given to do while its AOT cache is trained: some archives, each of which it imports. */
record ImportTraining(Path root) {
    private static final int ARCHIVES = 10;

    /** The importer's directories, and hardly a pause. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        for (String name : List.of("SPOOL", "WORK", "PUBLISH", "UNPUBLISH")) {
            environment.put("RECORDING_" + name + "_DIR", directory(name).toString());
        }
        environment.put("RECORDING_IMPORT_POLL_INTERVAL", "0.2");
        environment.put("RECORDING_IMPORT_SETTLE_TIME", "0.1");
        environment.put("RAILS_LOG_LEVEL", "info");
        return environment;
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(root.resolve(name.toLowerCase(Locale.ROOT)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the archives into the spool. */
    void drop() throws InterruptedException {
        try {
            for (int archive = 0; archive < ARCHIVES; archive++) {
                String id = "%040x-1767603600123".formatted(archive);
                Path made = root.resolve("made");
                Path files = Files.createDirectories(made.resolve("video").resolve(id));
                Files.writeString(files.resolve("metadata.xml"), ImportTimes.metadata(id));
                Files.writeString(files.resolve("index.html"), "<p>Training</p>");
                Path tar = root.resolve(id + ".tar");
                ImportTimes.run(made, "tar", "-cf", tar.toString(), "video/" + id);
                Files.move(tar, directory("SPOOL").resolve(id + ".tar"), StandardCopyOption.ATOMIC_MOVE);
                DirectoryMove.delete(made);
            }
        } catch (IOException e) {
            throw new BenchmarkException("the archives to train the importer cannot be made", e);
        }
    }

    boolean isImported() {
        return ImportTimes.isEmpty(directory("SPOOL"));
    }
}
