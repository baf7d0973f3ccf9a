package org.scalelite.importer.job;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.scalelite.common.database.PostgresRepository;

/** The quarantined archives, and which of them are to be tried again. The table is {@code failed_archives}. */
@PostgresRepository
public abstract class FailedArchiveRepository implements GenericRepository<FailedArchiveRepository.Known, String> {
    private static final String INSERT = "insert into failed_archives (archive, directory, bytes, attempts, reason)"
            + " values (:archive, :directory, :bytes, :attempts, :reason) on conflict (archive) do ";

    private final ImportJobRepository jobs;

    FailedArchiveRepository(ImportJobRepository jobs) {
        this.jobs = jobs;
    }

    /**
     * An archive in the table.
     *
     * @param here whether it was quarantined in the directory that was asked for
     * @param requested whether a retry is requested
     */
    @MappedEntity("failed_archives")
    public record Known(@Id String archive, boolean here, boolean requested) {}

    /** All archives in the table, by their names. */
    public Map<String, Known> known(Path directory) {
        return known(directory.toString()).stream().collect(Collectors.toMap(Known::archive, Function.identity()));
    }

    @Query("select archive, directory = :directory as here, retry_requested_at is not null as requested"
            + " from failed_archives")
    abstract List<Known> known(String directory);

    /** Ends a job whose archive was quarantined; another importer may have found and added the archive meanwhile. */
    @Transactional
    public void fail(Claim claim, FailedArchive archive) {
        put(archive.name(), archive.directory().toString(), archive.bytes(), archive.attempts(), archive.reason());
        jobs.finish(claim);
    }

    @Query(INSERT + "update set bytes = excluded.bytes, attempts = excluded.attempts, reason = excluded.reason")
    abstract void put(String archive, String directory, long bytes, int attempts, String reason);

    /** Adds an archive that was found in quarantine, unless it is known. */
    public void add(FailedArchive archive) {
        addNew(archive.name(), archive.directory().toString(), archive.bytes(), archive.attempts(), archive.reason());
    }

    @Query(INSERT + "nothing")
    abstract void addNew(String archive, String directory, long bytes, int attempts, String reason);

    /** Moves an archive back into the spool; why not, if that is not possible. */
    @FunctionalInterface
    public interface Requeue {
        Optional<String> run() throws IOException;
    }

    /**
     * Has an archive moved back whose retry is requested, unless another importer is doing so. Its row is locked meanwhile,
     * and is then deleted or gets the reason of the failure.
     *
     * @return whether it is in the spool now
     */
    @Transactional
    public boolean requeue(String archive, Requeue requeue) {
        if (lockRequest(archive).isEmpty()) {
            return false;
        }
        Optional<String> problem = problem(requeue);
        problem.ifPresentOrElse(reason -> refuse(archive, reason), () -> delete(archive));
        return problem.isEmpty();
    }

    private static Optional<String> problem(Requeue requeue) {
        try {
            return requeue.run();
        } catch (IOException e) {
            return Optional.of("it cannot be moved back into the spool: " + e);
        }
    }

    @Query("select archive from failed_archives where archive = :archive and retry_requested_at is not null"
            + " for update skip locked")
    abstract Optional<String> lockRequest(String archive);

    @Query("update failed_archives set retry_requested_at = null, retry_error = :problem, retry_failed_at = now()"
            + " where archive = :archive")
    abstract void refuse(String archive, String problem);

    @Query("delete from failed_archives where archive = :archive")
    abstract void delete(String archive);

    /**
     * Deletes the rows of archives that are no longer in quarantine.
     *
     * @param errorLife how long those stay whose retry failed, so that an operator can read why
     */
    public void forget(Set<String> archives, Duration errorLife) {
        forget(archives.toArray(String[]::new), errorLife.toSeconds());
    }

    @Query("delete from failed_archives where archive = any (:archives) and retry_requested_at is null"
            + " and coalesce(retry_failed_at, 'epoch') < now() - :seconds * interval '1 second'")
    abstract void forget(String[] archives, long seconds);

    /**
     * An archive that was quarantined.
     *
     * @param name there; it may differ from what it was in the spool
     * @param directory in which it lies
     * @param attempts before it was quarantined; 0 if that is not known
     */
    public record FailedArchive(String name, Path directory, long bytes, int attempts, String reason) {}
}
