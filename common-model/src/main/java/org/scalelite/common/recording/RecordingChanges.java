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
import org.scalelite.common.recording.RecordingChangeRepository.Locked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of recordings (specification, section 5.12): row and files together, under the lock of the row. A recording is
 * changed as a whole or not at all; the next attempt repairs files that a crash left behind.
 */
@Singleton
@Requires(beans = DataSource.class)
public record RecordingChanges(
        RecordingChangeRepository recordings, RecordingSearchRepository search, RecordingFiles files) {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingChanges.class);

    /** The result of a change. */
    public enum Outcome {
        DONE,
        /** Nothing was changed: not found, or not in the scope. */
        NOT_FOUND,
        /** The files of a recording could not be changed, so its row was not either; the log has the reason. */
        FILES_FAILED
    }

    /** Changes of metadata and protection; an empty value removes the entry. */
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
     * @param scope in which they must be; if one is not, nothing is changed
     */
    public Outcome publish(List<String> recordIds, boolean publish, RecordingScope scope) {
        return changeEach(recordIds, scope, recording -> publish(recording, publish));
    }

    private void publish(Locked recording, boolean publish) throws IOException {
        SafeSegment recordId = safe(recording.recordId());
        List<SafeSegment> formats =
                recording.formats().stream().map(RecordingChanges::safe).toList();
        if (publish) {
            files.publish(recordId, formats);
        } else {
            files.unpublish(recordId, formats);
        }
        recordings.publish(recording, publish);
    }

    /**
     * Moves the files of a recording out of the served directories, if it is unpublished. Its row is not changed.
     *
     * @return {@link Outcome#NOT_FOUND} if there was nothing to move
     */
    public Outcome moveUnpublished(String recordId) {
        return recordings.change(List.of(recordId), locked -> {
            boolean moved = false;
            for (Locked recording : locked) {
                List<SafeSegment> served = servedFormats(recording);
                if (!served.isEmpty()) {
                    if (!isDone(recording, each -> files.unpublish(safe(each.recordId()), served))) {
                        return Outcome.FILES_FAILED;
                    }
                    moved = true;
                }
            }
            return moved ? Outcome.DONE : Outcome.NOT_FOUND;
        });
    }

    private List<SafeSegment> servedFormats(Locked recording) {
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
     * Deletes those of the recordings that there are, published or not; their rows remain, as deleted.
     *
     * @param scope in which they must be; if one is not, nothing is changed
     */
    public Outcome delete(List<String> recordIds, RecordingScope scope) {
        return changeEach(recordIds, scope, recording -> {
            Optional<SafeSegment> recordId = SafeSegment.of(recording.recordId());
            if (recordId.isPresent()) {
                files.delete(recordId.get());
            }
            recordings.delete(recording.id());
        });
    }

    /** Changes the description of all the recordings; of none if one is missing or not in the scope. */
    public Outcome describe(List<String> recordIds, Description description, RecordingScope scope) {
        return update(recordIds, Optional.empty(), description, scope);
    }

    /**
     * The same, and publishes or unpublishes them before. The description of all stays if the files of one cannot be moved.
     *
     * @param publish empty if each stays as it is
     */
    public Outcome update(
            List<String> recordIds, Optional<Boolean> publish, Description description, RecordingScope scope) {
        Outcome outcome = recordings.change(recordIds, locked -> {
            if (locked.size() < recordIds.stream().distinct().count() || isForeign(locked, scope)) {
                return Outcome.NOT_FOUND;
            }
            if (publish.isPresent() && !isEachDone(locked, recording -> publish(recording, publish.get()))) {
                return Outcome.FILES_FAILED;
            }
            for (Locked recording : locked) {
                description.metadata().forEach((key, value) -> recordings.describe(recording, key, value));
                description.isProtected().ifPresent(isProtected -> recordings.protect(recording.id(), isProtected));
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
        void of(Locked recording) throws IOException;
    }

    /** A recording whose files cannot be changed does not undo the changes of the others. */
    private Outcome changeEach(List<String> recordIds, RecordingScope scope, Change change) {
        Outcome outcome = recordings.change(recordIds, locked -> {
            if (locked.isEmpty() || isForeign(locked, scope)) {
                return Outcome.NOT_FOUND;
            }
            return isEachDone(locked, change) ? Outcome.DONE : Outcome.FILES_FAILED;
        });
        search.forgetTotals();
        return outcome;
    }

    private static boolean isEachDone(List<Locked> locked, Change change) {
        boolean complete = true;
        for (Locked recording : locked) {
            complete &= isDone(recording, change);
        }
        return complete;
    }

    private static boolean isDone(Locked recording, Change change) {
        try {
            change.of(recording);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("Cannot change the files of recording {}: {}", recording.recordId(), e.toString());
            return false;
        }
    }

    private static boolean isForeign(List<Locked> locked, RecordingScope scope) {
        return locked.stream().anyMatch(recording -> !scope.includes(recording.tenant()));
    }

    private static SafeSegment safe(String name) {
        return new SafeSegment(name);
    }
}
