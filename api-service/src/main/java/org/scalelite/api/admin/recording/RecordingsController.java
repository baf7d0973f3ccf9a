package org.scalelite.api.admin.recording;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.scalelite.api.admin.AdminException;
import org.scalelite.api.admin.Errors;
import org.scalelite.api.admin.Inputs;
import org.scalelite.api.http.Routes.AdminApi;
import org.scalelite.api.operator.RecordingActions;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.recording.Recording;
import org.scalelite.common.recording.RecordingChanges.Outcome;
import org.scalelite.common.recording.RecordingSearchRepository;
import org.scalelite.common.recording.RecordingState;

/** Recordings of all tenants. */
@AdminApi
@Controller("/scalelite/api")
@Tag(name = "Recordings")
@Errors
record RecordingsController(Optional<RecordingActions> recordings) {
    /**
     * Recordings that can be played or are deleted, the newest start first.
     *
     * @param search Only those whose record id begins with this text, or whose meeting id it is.
     * @param tenantId Only those of this tenant.
     * @param state processing, processed, published, unpublished or deleted, or several of them separated by commas.
     *     Default: all.
     * @param limit The most to list, up to 1000. Default: 100.
     * @param offset The number to skip. Default: 0.
     * @return A page of them.
     */
    @Get("/getRecordingList")
    RecordingAnswers.Page getRecordingList(
            @QueryValue @Parameter(required = false) Optional<String> search,
            @QueryValue @Parameter(required = false) Optional<String> tenantId,
            @QueryValue @Parameter(required = false) Optional<String> state,
            @QueryValue @Parameter(required = false) Optional<Integer> limit,
            @QueryValue @Parameter(required = false) Optional<Integer> offset) {
        RecordingSearchRepository.Found found = actions()
                .page(
                        new RecordingActions.Query(
                                search, Optional.empty(), tenantId, Inputs.states(state, RecordingState.class)),
                        limit.orElse(Inputs.DEFAULT_LIMIT),
                        offset.orElse(0));
        return new RecordingAnswers.Page(
                found.recordings().stream().map(RecordingAnswers.Listed::of).toList(), found.total());
    }

    /**
     * One recording, in any state.
     *
     * @param recordID The record id.
     * @return The recording with its metadata.
     */
    @Get("/getRecordingInfo")
    @Errors.NotFound
    RecordingAnswers.Details getRecordingInfo(@QueryValue String recordID) {
        Recording recording = actions().find(recordID).orElseThrow(() -> notFound(recordID));
        return new RecordingAnswers.Details(RecordingAnswers.Listed.of(recording), recording.metadata());
    }

    /**
     * Publishes a recording.
     *
     * @return It is published.
     */
    @Post("/publishRecording")
    @Errors.NotFound
    @Errors.FilesFailed
    Errors.Done publishRecording(@Body RecordingAnswers.Choice body, @Parameter(hidden = true) Actor actor) {
        String recordId = recordId(body);
        return done(actions().publish(actor, recordId, true), recordId, "published");
    }

    /**
     * Unpublishes a recording: it is not listed as published, and its links end.
     *
     * @return It is unpublished.
     */
    @Post("/unpublishRecording")
    @Errors.NotFound
    @Errors.FilesFailed
    Errors.Done unpublishRecording(@Body RecordingAnswers.Choice body, @Parameter(hidden = true) Actor actor) {
        String recordId = recordId(body);
        return done(actions().publish(actor, recordId, false), recordId, "unpublished");
    }

    /**
     * Deletes a recording with its files.
     *
     * @return It is deleted.
     */
    @Post("/deleteRecording")
    @Errors.NotFound
    @Errors.FilesFailed
    Errors.Done deleteRecording(@Body RecordingAnswers.Choice body, @Parameter(hidden = true) Actor actor) {
        String recordId = recordId(body);
        return done(actions().delete(actor, recordId), recordId, "deleted");
    }

    private static Errors.Done done(Outcome outcome, String recordId, String result) {
        return switch (outcome) {
            case DONE -> new Errors.Done("Recording id=%s was %s".formatted(recordId, result));
            case NOT_FOUND -> throw notFound(recordId);
            case FILES_FAILED ->
                throw AdminException.failed(
                        "the files of recording %s could not be changed: the log of the API has the reason"
                                .formatted(recordId));
        };
    }

    private static String recordId(RecordingAnswers.Choice body) {
        return Inputs.requiredText(body.recordID(), "recordID");
    }

    private static AdminException notFound(String recordId) {
        return AdminException.notFound("Couldn't find recording with id=" + recordId);
    }

    private RecordingActions actions() {
        return recordings.orElseThrow(() ->
                AdminException.unavailable("recordings are kept in PostgreSQL, which is switched off (DB_DISABLED)"));
    }
}
