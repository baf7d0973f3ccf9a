package org.scalelite.api.recording;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.recording.Recording;
import org.scalelite.common.recording.RecordingRepository;
import org.scalelite.common.recording.RecordingScope;
import org.scalelite.common.recording.RecordingState;
import org.scalelite.common.recording.TextTrack;
import org.scalelite.common.recording.TextTracks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** getRecordingTextTracks and putRecordingTextTrack. */
@Singleton
@Requires(beans = DataSource.class)
final class TextTrackCalls {
    private static final Logger LOG = LoggerFactory.getLogger(TextTrackCalls.class);
    private static final int MAX_LANGUAGE_LENGTH = 100;
    private static final int MAX_CONVERSIONS = 2;
    private static final Duration CONVERSION_TIMEOUT = Duration.ofSeconds(10);

    private final RecordingRepository recordings;
    private final TextTracks tracks;
    private final TextTrackTokens tokens;
    private final Ownership ownership;
    private final Semaphore conversions = new Semaphore(MAX_CONVERSIONS);

    TextTrackCalls(RecordingRepository recordings, TextTracks tracks, TextTrackTokens tokens, Ownership ownership) {
        this.recordings = recordings;
        this.tracks = tracks;
        this.tokens = tokens;
        this.ownership = ownership;
    }

    BbbAnswer list(BbbRequest request) {
        String recordId = request.parameters()
                .nonEmpty("recordID")
                .orElseThrow(() -> new BbbException(BbbError.missingRecordId()));
        return find(recordId, request)
                .map(recording -> TextTrackAnswers.tracks(linked(recording, request.origin())))
                .orElseGet(() -> TextTrackAnswers.noRecording(request.call()));
    }

    private List<TextTrackAnswers.Track> linked(Recording recording, String origin) {
        List<TextTrack> found = tracks.of(recording);
        List<String> issued = tokens.issue(
                recording.recordId(), found.stream().map(TextTrack::fileName).toList());
        List<TextTrackAnswers.Track> linked = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            TextTrack track = found.get(i);
            linked.add(new TextTrackAnswers.Track(
                    String.join(
                            "/",
                            origin,
                            "bigbluebutton/textTrack",
                            issued.get(i),
                            recording.recordId(),
                            track.fileName()),
                    track.kind().text(),
                    track.label(),
                    track.language(),
                    track.source().text()));
        }
        return linked;
    }

    BbbAnswer put(BbbRequest request) {
        for (String name : List.of("recordID", "kind", "lang")) {
            if (request.parameters().nonEmpty(name).isEmpty()) {
                return TextTrackAnswers.missing(name);
            }
        }
        String kindName = request.parameters().get("kind").orElse("");
        Optional<TextTrack.Kind> kind = EnumText.find(TextTrack.Kind.class, kindName);
        if (kind.isEmpty()) {
            return TextTrackAnswers.badKind(kindName);
        }
        String tag = request.parameters().get("lang").orElse("");
        return language(tag)
                .map(language -> put(request, kind.get(), language))
                .orElseGet(() -> TextTrackAnswers.badLanguage(tag));
    }

    private static Optional<Locale> language(String tag) {
        try {
            return Optional.of(new Locale.Builder().setLanguageTag(tag).build())
                    .filter(locale -> tag.length() <= MAX_LANGUAGE_LENGTH
                            && !locale.toLanguageTag().equals("und"));
        } catch (IllformedLocaleException _) {
            return Optional.empty();
        }
    }

    private BbbAnswer put(BbbRequest request, TextTrack.Kind kind, Locale language) {
        String recordId = request.parameters().get("recordID").orElse("");
        if (find(recordId, request).isEmpty()) {
            return TextTrackAnswers.noRecording(request.call());
        }
        byte[] file = request.file().orElse(new byte[0]);
        if (file.length == 0) {
            return TextTrackAnswers.emptyFile();
        }
        Optional<String> webVtt = converted(file);
        if (webVtt.isEmpty()) {
            LOG.info(
                    "Text track for recording {} rejected: not SRT, SSA, ASS or WebVTT in UTF-8, or too many conversions in progress",
                    recordId);
            return TextTrackAnswers.notStored();
        }
        String label = request.parameters().nonEmpty("label").orElse(language.getDisplayName(language));
        return store(
                request,
                recordId,
                new TextTrack.Uploaded(
                        new TextTrack(kind, language.toLanguageTag(), BbbXml.legal(label), TextTrack.Source.UPLOAD),
                        webVtt.get()));
    }

    /** Needs one CPU and several times the memory of the file, so the number of concurrent conversions is limited. */
    private Optional<String> converted(byte[] file) {
        try {
            if (!conversions.tryAcquire(CONVERSION_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return SubtitleText.toWebVtt(file);
        } finally {
            conversions.release();
        }
    }

    private BbbAnswer store(BbbRequest request, String recordId, TextTrack.Uploaded track) {
        try {
            return tracks.add(recordId, ownership.of(request), track)
                    ? TextTrackAnswers.uploaded(recordId)
                    : TextTrackAnswers.noRecording(request.call());
        } catch (UncheckedIOException e) {
            LOG.warn("{}: {}", e.getMessage(), String.valueOf(e.getCause()));
            return TextTrackAnswers.notStored();
        }
    }

    private Optional<Recording> find(String recordId, BbbRequest request) {
        RecordingScope scope = ownership.of(request);
        return recordings
                .find(recordId)
                .filter(recording -> recording.state() != RecordingState.DELETED)
                .filter(recording -> scope.includes(recording.tenantId()));
    }
}
