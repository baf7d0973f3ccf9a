package org.scalelite.api.recording;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.scalelite.api.http.PageAnswer;
import org.scalelite.api.limit.WrongAttempts;
import org.scalelite.api.limit.WrongAttempts.Credential;
import org.scalelite.common.http.AnyHost;
import org.scalelite.common.recording.Recording;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.recording.RecordingRepository;
import org.scalelite.common.recording.RecordingState;
import org.scalelite.common.recording.TextTrack;
import org.scalelite.common.recording.TextTracks;

/** The links of getRecordingTextTracks: one download for each token, while the recording is published. */
@AnyHost
@Controller("/bigbluebutton/textTrack")
@Requires(beans = DataSource.class)
record TextTrackController(
        RecordingConfig config,
        RecordingRepository recordings,
        TextTracks tracks,
        TextTrackTokens tokens,
        WrongAttempts attempts) {
    private static final MediaType VTT = new MediaType("text/vtt; charset=utf-8");

    @Get("/{token}/{recordId}/{file}")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> get(HttpRequest<?> request, String token, String recordId, String file) {
        return attempts.check(Credential.TEXT_TRACK_TOKEN, request, () -> isTokenValid(request, token, recordId, file))
                .flatMap(_ -> text(recordId, file))
                .<HttpResponse<?>>map(text -> answer(text)
                        .contentType(VTT)
                        .header("X-Content-Type-Options", "nosniff")
                        .header(HttpHeaders.CACHE_CONTROL, "no-store"))
                .orElseGet(HttpResponse::notFound);
    }

    /** Whether the token is valid for this file. HEAD does not consume it. */
    private Optional<Boolean> isTokenValid(HttpRequest<?> request, String token, String recordId, String file) {
        boolean isTokenValid = config.enabled()
                && (request.getMethod() == HttpMethod.HEAD
                        ? tokens.isValid(token, recordId, file)
                        : tokens.take(token, recordId, file));
        return isTokenValid ? Optional.of(true) : Optional.empty();
    }

    private static MutableHttpResponse<?> answer(TextTrack.Text text) {
        return switch (text) {
            case TextTrack.Text.Stored(String webVtt) -> HttpResponse.ok(webVtt);
            case TextTrack.Text.InFile(Path file, long bytes) ->
                HttpResponse.ok(new PageAnswer.Content.Slice(file, 0, bytes))
                        .header(HttpHeaders.CONTENT_LENGTH, Long.toString(bytes));
        };
    }

    private Optional<TextTrack.Text> text(String recordId, String file) {
        Optional<Recording> recording = recordings
                .find(recordId)
                .filter(found -> found.published() && found.state() == RecordingState.PUBLISHED);
        return recording.flatMap(found -> tracks.of(found).stream()
                .filter(track -> track.fileName().equals(file))
                .findFirst()
                .flatMap(track -> tracks.text(found, track)));
    }
}
