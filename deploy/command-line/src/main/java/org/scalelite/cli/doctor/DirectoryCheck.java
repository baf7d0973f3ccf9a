package org.scalelite.cli.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalelite.common.doctor.Finding;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.text.Amounts;

/** Whether the directories of recordings can be used by this user on this machine. */
final class DirectoryCheck {
    private final RecordingConfig config;
    private final List<Finding> findings = new ArrayList<>();

    private DirectoryCheck(RecordingConfig config) {
        this.config = config;
    }

    static List<Finding> run(RecordingConfig config, Instant now) {
        if (!config.enabled()) {
            return List.of(Finding.note("recordings", "are off (RECORDING_DISABLED or DB_DISABLED)"));
        }
        DirectoryCheck check = new DirectoryCheck(config);
        Map<String, Path> all = check.directories();
        if (all.values().stream().noneMatch(Files::exists)) {
            return List.of(Finding.note(
                    "recordings", "this machine has none of their directories: it neither imports nor serves them"));
        }
        try {
            check.check(all, now);
        } catch (IOException e) {
            check.findings.add(Finding.problem(
                    "recordings", "their directories cannot be looked at: " + e, "check the mount ('df', 'dmesg')"));
        }
        return check.findings;
    }

    private Map<String, Path> directories() {
        Map<String, Path> all = new LinkedHashMap<>();
        all.put("RECORDING_SPOOL_DIR", config.spool());
        all.put("RECORDING_WORK_DIR", config.work());
        all.put("RECORDING_PUBLISH_DIR", config.published());
        all.put("RECORDING_UNPUBLISH_DIR", config.unpublished());
        return all;
    }

    private void check(Map<String, Path> all, Instant now) throws IOException {
        List<Path> usable = new ArrayList<>();
        all.forEach((variable, directory) -> {
            if (isUsable(variable, directory)) {
                usable.add(directory);
            }
        });
        Map<FileStore, List<Path>> stores = new LinkedHashMap<>();
        for (Path directory : usable) {
            stores.computeIfAbsent(Files.getFileStore(directory), _ -> new ArrayList<>())
                    .add(directory);
        }
        oneFileSystem(usable);
        for (Map.Entry<FileStore, List<Path>> entry : stores.entrySet()) {
            FileStore store = entry.getKey();
            findings.add(FreeSpace.finding(entry.getValue().getFirst(), store.getUsableSpace(), store.getTotalSpace()));
        }
        if (usable.contains(config.spool())) {
            findings.addAll(SpoolCheck.run(config.spool(), now));
        }
    }

    private boolean isUsable(String variable, Path directory) {
        if (!Files.exists(directory)) {
            findings.add(Finding.problem(
                    directory.toString(),
                    "is missing (%s)".formatted(variable),
                    "make it, owned by the user of the services, or mount it: mkdir -p " + directory));
            return false;
        }
        if (!Files.isDirectory(directory)) {
            findings.add(Finding.problem(
                    directory.toString(), "is no directory (%s)".formatted(variable), "give " + variable + " another"));
            return false;
        }
        if (!Files.isReadable(directory) || !Files.isWritable(directory) || !Files.isExecutable(directory)) {
            findings.add(Finding.problem(
                    directory.toString(),
                    "cannot be read or written by this user, %s (%s)"
                            .formatted(System.getProperty("user.name"), variable),
                    "chown it to the user of the services, mount it writable, and run doctor as that user"));
            return false;
        }
        return true;
    }

    /** A recording appears by being renamed, which no file system does across its border. */
    private void oneFileSystem(List<Path> usable) throws IOException {
        if (!usable.contains(config.work())) {
            return;
        }
        for (Path target : List.of(config.published(), config.unpublished())) {
            if (usable.contains(target) && !Files.getFileStore(target).equals(Files.getFileStore(config.work()))) {
                findings.add(Finding.problem(
                        target.toString(),
                        "is on another file system than %s: recordings cannot be renamed into it"
                                .formatted(config.work()),
                        "let RECORDING_WORK_DIR be a directory beside it, on the same mount"));
            }
        }
    }

    /** The free space of a file system. */
    static final class FreeSpace {
        private static final long ENOUGH_BYTES = 20L << 30;
        private static final int ENOUGH_PERCENT = 10;
        private static final int FULL_PERCENT = 2;
        private static final String CURE =
                "make room or enlarge it; 'scalelite recordings verify' names files that belong to no recording";

        private FreeSpace() {}

        static Finding finding(Path directory, long free, long total) {
            double percent = total == 0 ? 0 : 100.0 * free / total;
            String what = "its file system has %s of %s free".formatted(Amounts.bytes(free), Amounts.bytes(total));
            if (percent < FULL_PERCENT) {
                return Finding.problem(directory.toString(), what + ": imports stop soon", CURE);
            }
            return percent < ENOUGH_PERCENT || free < ENOUGH_BYTES
                    ? Finding.warning(directory.toString(), what, CURE)
                    : Finding.ok(directory.toString(), what);
        }
    }
}
