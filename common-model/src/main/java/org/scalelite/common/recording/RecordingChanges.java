package org.scalelite.common.recording;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.recording.RecordingChangeRepository.Held;
import org.scalelite.common.recording.RecordingChangeRepository.Rows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators and front-ends do to recordings (specification, section 5.12): row and files together, under the lock of
 * the row. A recording is changed as a whole or not at all; files that a crash left behind are put right by the next try.
 */
@Singleton
@Requires(beans = DataSource.class)
public final class RecordingChanges {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingChanges.class);

    private final RecordingChangeRepository recordings;
    private final RecordingSearchRepository search;
    private final RecordingFiles files;

    RecordingChanges(RecordingChangeRepository recordings, RecordingSearchRepository search, RecordingFiles files) {
        this.recordings = recordings;
        this.search = search;
        this.files = files;
    }

    /** What became of a change. */
    public enum Outcome {
        DONE,
        /** Nothing was changed: not there, or somebody else's. */
        NOT_FOUND,
        /** The files of a recording could not be changed, so its row was not either; the log says why. */
        FILES_FAILED
    }

    /** What is changed of a recording's description: an empty value removes the entry. */
    public record Description(Map<String, String> metadata, Optional<Boolean> isProtected) {
        public Description {
            Map<String, String> storable = new LinkedHashMap<>();
            metadata.forEach((key, value) -> storable.put(key.toLowerCase(Locale.ROOT), BbbXml.legal(value)));
            metadata = Map.copyOf(storable);
        }
    }

    /**
     * Publishes or unpublishes those of the recordings that there are.
     *
     * @param scope in which they must be; if one is somebody else's, nothing is changed
     */
    public Outcome publish(List<String> recordIds, boolean publish, RecordingScope scope) {
        return changeEach(recordIds, scope, (rows, recording) -> {
            SafeSegment recordId = safe(recording.recordId());
            List<SafeSegment> formats =
                    recording.formats().stream().map(RecordingChanges::safe).toList();
            if (publish) {
                files.publish(recordId, formats);
            } else {
                files.unpublish(recordId, formats);
            }
            rows.publish(recording, publish);
        });
    }

    /**
     * Takes the files of a recording away from where they are served, if it is unpublished. Its row stays as it is.
     *
     * @return {@link Outcome#NOT_FOUND} if there was nothing to move
     */
    public Outcome moveUnpublished(String recordId) {
        return recordings.change(List.of(recordId), rows -> {
            boolean moved = false;
            for (Held recording : rows.held()) {
                List<SafeSegment> served = servedFormats(recording);
                if (!served.isEmpty()) {
                    if (!isDone(rows, recording, (_, held) -> files.unpublish(safe(held.recordId()), served))) {
                        return Outcome.FILES_FAILED;
                    }
                    moved = true;
                }
            }
            return moved ? Outcome.DONE : Outcome.NOT_FOUND;
        });
    }

    private List<SafeSegment> servedFormats(Held recording) {
        Optional<SafeSegment> recordId = SafeSegment.of(recording.recordId());
        if (recording.published() || recordId.isEmpty()) {
            return List.of();
        }
        return recording.formats().stream()
                .flatMap(format -> SafeSegment.of(format).stream())
                .filter(format -> Files.isDirectory(files.published(format, recordId.get())))
                .toList();
    }

    /**
     * Deletes those of the recordings that there are, published or not; what remains is a row that says so.
     *
     * @param scope in which they must be; if one is somebody else's, nothing is changed
     */
    public Outcome delete(List<String> recordIds, RecordingScope scope) {
        return changeEach(recordIds, scope, (rows, recording) -> {
            Optional<SafeSegment> recordId = SafeSegment.of(recording.recordId());
            if (recordId.isPresent()) {
                files.delete(recordId.get());
            }
            rows.delete(recording);
        });
    }

    /** Changes the description of all the recordings; of none if one is missing or somebody else's. */
    public Outcome describe(List<String> recordIds, Description description, RecordingScope scope) {
        Outcome outcome = recordings.change(recordIds, rows -> {
            if (rows.held().size() < recordIds.stream().distinct().count() || isForeign(rows, scope)) {
                return Outcome.NOT_FOUND;
            }
            for (Held recording : rows.held()) {
                description.metadata().forEach((key, value) -> rows.describe(recording, key, value));
                description.isProtected().ifPresent(isProtected -> rows.protect(recording, isProtected));
            }
            return Outcome.DONE;
        });
        search.forgetTotals();
        return outcome;
    }

    /**
     * Gives all recordings that belong to no tenant to this one.
     *
     * @return how many there were
     */
    public int addToTenant(String tenantId) {
        int added = recordings.addToTenant(tenantId);
        search.forgetTotals();
        return added;
    }

    @FunctionalInterface
    private interface Change {
        void of(Rows rows, Held recording) throws IOException;
    }

    /** One whose files fail does not undo the others: each is a whole by itself. */
    private Outcome changeEach(List<String> recordIds, RecordingScope scope, Change change) {
        Outcome outcome = recordings.change(recordIds, rows -> {
            if (rows.held().isEmpty() || isForeign(rows, scope)) {
                return Outcome.NOT_FOUND;
            }
            boolean complete = true;
            for (Held recording : rows.held()) {
                complete &= isDone(rows, recording, change);
            }
            return complete ? Outcome.DONE : Outcome.FILES_FAILED;
        });
        search.forgetTotals();
        return outcome;
    }

    private static boolean isDone(Rows rows, Held recording, Change change) {
        try {
            change.of(rows, recording);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("Cannot change the files of recording {}: {}", recording.recordId(), e.toString());
            return false;
        }
    }

    private static boolean isForeign(Rows rows, RecordingScope scope) {
        return rows.held().stream().anyMatch(recording -> !scope.includes(recording.tenant()));
    }

    private static SafeSegment safe(String name) {
        return new SafeSegment(name);
    }
}
