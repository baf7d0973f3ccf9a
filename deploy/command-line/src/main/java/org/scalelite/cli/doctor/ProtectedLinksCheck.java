package org.scalelite.cli.doctor;

import java.nio.file.Files;
import java.util.List;
import org.scalelite.common.doctor.Finding;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.recording.RecordingFiles;
import org.scalelite.common.recording.RecordingRepository;
import org.scalelite.common.recording.RecordingRepository.ProtectedFormat;
import org.scalelite.common.recording.SafeSegment;
import org.scalelite.common.text.Amounts;

/**
 * Whether links to protected recordings lead to files. A front-end gets such a link as long as the row is there, and who
 * follows it uses up its token for an answer that does not say what is wrong.
 */
final class ProtectedLinksCheck {
    /** On a shared file system each costs a round trip. */
    private static final int MOST_RECORDINGS = 10_000;

    private ProtectedLinksCheck() {}

    static List<Finding> run(RecordingRepository recordings, RecordingConfig config) {
        if (!config.enabled() || !Files.isDirectory(config.published())) {
            // Said where the directories are looked at.
            return List.of();
        }
        String where = config.published().toString();
        List<ProtectedFormat> formats;
        try {
            formats = recordings.protectedFormats(MOST_RECORDINGS);
        } catch (RuntimeException e) {
            // DatabaseCheck reports why PostgreSQL cannot be asked, or lacks the table.
            return List.of(Finding.note(where, "links to protected recordings were not checked: " + e.getMessage()));
        }
        RecordingFiles files = new RecordingFiles(config);
        List<ProtectedFormat> dead =
                formats.stream().filter(format -> !isThere(files, format)).toList();
        return dead.isEmpty() ? List.of() : List.of(finding(where, dead));
    }

    private static boolean isThere(RecordingFiles files, ProtectedFormat link) {
        return SafeSegment.of(link.format())
                .flatMap(format -> SafeSegment.of(link.recordId()).map(id -> files.published(format, id)))
                .filter(Files::isDirectory)
                .isPresent();
    }

    private static Finding finding(String where, List<ProtectedFormat> dead) {
        return Finding.warning(
                where,
                "%s to protected recordings %s to no files, among them %s"
                        .formatted(
                                Amounts.count(dead.size(), "link"),
                                dead.size() == 1 ? "leads" : "lead",
                                dead.getFirst()),
                "put the files back (docs/backup.md), or have front-ends delete the recordings; 'scalelite recordings"
                        + " verify' names all");
    }
}
