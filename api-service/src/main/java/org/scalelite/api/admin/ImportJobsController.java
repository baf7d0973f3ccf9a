package org.scalelite.api.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.http.Routes.AdminApi;
import org.scalelite.api.operator.ImportActions;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.importjob.ImportJob;
import org.scalelite.common.importjob.ImportJobListRepository;
import org.scalelite.common.importjob.ImportJobListRepository.RetryOutcome;

/** Archives of recordings that are not imported. */
@AdminApi
@Controller("/scalelite/api")
@Tag(name = "Import jobs")
@Errors
record ImportJobsController(Optional<ImportActions> imports) {
    /** An archive that is not imported. */
    @Schema(name = "ImportJob")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Job(
            @Schema(description = "Its name in the spool, or in failed/.")
            String archive,

            @Schema(
                    type = "string",
                    allowableValues = {"running", "waiting", "indexed", "failed"})
            String state,

            @Schema(description = "How far a running import has come.", nullable = true) @Nullable
            String step,

            int attempts,
            long bytes,

            @Schema(format = "date-time") String startedAt,

            @Schema(format = "date-time") String changedAt,

            @Schema(format = "date-time", nullable = true) @Nullable
            String nextAttemptAt,

            @Schema(description = "When a retry of a failed one was requested.", format = "date-time", nullable = true)
            @Nullable
            String retryRequestedAt,

            @Schema(nullable = true) @Nullable String lastError) {
        static Job of(ImportJob job) {
            return new Job(
                    job.archive(),
                    job.state().text(),
                    job.step().orElse(null),
                    job.attempts(),
                    job.bytes(),
                    job.startedAt().toString(),
                    job.changedAt().toString(),
                    job.nextAttemptAt().map(Instant::toString).orElse(null),
                    job.retryRequestedAt().map(Instant::toString).orElse(null),
                    job.lastError().orElse(null));
        }
    }

    /** A page of them, the last changed first. */
    @Schema(name = "ImportJobList")
    record Jobs(
            List<Job> jobs,

            @Schema(description = "The number of jobs on all pages.")
            long total) {}

    /** Of retryImportJob. */
    @Schema(name = "RetryImportJob")
    record Retry(
            @Nullable @Schema(description = "As getImportJobs shows it.", requiredMode = Schema.RequiredMode.REQUIRED)
            String archive) {}

    /**
     * Archives of recordings that are not imported, the last changed first.
     *
     * @param state running, waiting, indexed or failed, or several of them separated by commas. Default: all.
     * @param limit The most to list, up to 1000. Default: 100.
     * @param offset The number to skip. Default: 0.
     * @return A page of them.
     */
    @Get("/getImportJobs")
    Jobs getImportJobs(
            @QueryValue @Parameter(required = false) Optional<String> state,
            @QueryValue @Parameter(required = false) Optional<Integer> limit,
            @QueryValue @Parameter(required = false) Optional<Integer> offset) {
        ImportJobListRepository.Found found = actions()
                .jobs()
                .list(
                        Inputs.states(state, ImportJob.State.class),
                        limit.orElse(Inputs.DEFAULT_LIMIT),
                        offset.orElse(0));
        return new Jobs(found.jobs().stream().map(Job::of).toList(), found.total());
    }

    /**
     * Has an archive tried again: a failed one from the start, a waiting one now.
     *
     * @return An importer will try it with its next scan of the spool.
     */
    @Post("/retryImportJob")
    @Errors.NotFound
    @Errors.Conflict
    Errors.Done retryImportJob(@Body Retry body, @Parameter(hidden = true) Actor actor) {
        String archive = Inputs.requiredText(body.archive(), "archive");
        return switch (actions().retry(actor, archive)) {
            case RetryOutcome.Requested _ -> new Errors.Done("Archive %s will be tried again".formatted(archive));
            case RetryOutcome.NotRetryable(ImportJob.State state) ->
                throw AdminException.conflict("archive %s is %s: it needs no retry".formatted(archive, state.text()));
            case RetryOutcome.NotFound _ -> throw AdminException.notFound("Couldn't find archive " + archive);
        };
    }

    /**
     * Has all failed archives tried again from the start.
     *
     * @return Importers will try them with their next scans of the spool.
     */
    @Post("/retryFailedImportJobs")
    Errors.Retried retryFailedImportJobs(@Parameter(hidden = true) Actor actor) {
        int retried = actions().retryFailed(actor);
        return new Errors.Retried("%d archives will be tried again".formatted(retried), retried);
    }

    private ImportActions actions() {
        return imports.orElseThrow(() ->
                AdminException.unavailable("import jobs are kept in PostgreSQL, which is switched off (DB_DISABLED)"));
    }
}
