package org.scalelite.common.importjob;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.Optional;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.database.NullableColumn;
import org.scalelite.common.database.OptionalConverter;

/**
 * An archive that is not done: a row of {@code recording_imports} or {@code failed_archives}.
 *
 * @param archive its name in the spool, or in {@code failed/}
 * @param step how far a running import was at its last report
 * @param attempts so far, the present one included; 0 if that is not known
 * @param bytes its size
 * @param lastError why the last attempt failed; of a failed archive also why it could not be tried again
 * @param startedAt when the present or last attempt began; of a failed archive, when it was quarantined
 * @param changedAt when any of this was written
 * @param nextAttemptAt of a waiting one
 * @param retryRequestedAt of a failed one that an importer is asked to try again
 */
@MappedEntity("recording_imports")
public record ImportJob(
        @Id String archive,
        State state,
        @NullableColumn Optional<String> step,
        int attempts,
        long bytes,
        @NullableColumn Optional<String> lastError,
        Instant startedAt,
        Instant changedAt,

        @TypeDef(type = DataType.TIMESTAMP, converter = OptionalConverter.class)
        Optional<Instant> nextAttemptAt,

        @TypeDef(type = DataType.TIMESTAMP, converter = OptionalConverter.class)
        Optional<Instant> retryRequestedAt) {

    /** The states of a job. */
    public enum State implements EnumText {
        /** An importer works on it. */
        RUNNING,
        /** It will be tried again. */
        WAITING,
        /** Its recordings are imported; what is left is to remove it. */
        INDEXED,
        /** It was refused or given up, all of it or some formats, and lies in {@code failed/}. */
        FAILED;
    }
}
