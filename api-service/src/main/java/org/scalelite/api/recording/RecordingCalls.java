package org.scalelite.api.recording;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.scalelite.api.edge.BbbAnswer;
import org.scalelite.api.edge.BbbCall;
import org.scalelite.api.edge.BbbRequest;
import org.scalelite.api.edge.CallHandler;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.recording.RecordingConfig;

/** The recording calls (specification, section 5.12), and their answers while recordings are disabled. */
@Singleton
final class RecordingCalls implements CallHandler {
    private final boolean enabled;
    private final Optional<ListRecordings> list;
    private final Optional<ChangeRecordings> change;
    private final Optional<TextTrackCalls> textTracks;

    /** Without PostgreSQL only the answers for disabled recordings are available. */
    RecordingCalls(
            RecordingConfig config,
            Optional<ListRecordings> list,
            Optional<ChangeRecordings> change,
            Optional<TextTrackCalls> textTracks) {
        this.enabled = config.enabled();
        this.list = list;
        this.change = change;
        this.textTracks = textTracks;
    }

    @Override
    public Set<BbbCall> calls() {
        return Set.of(
                BbbCall.GET_RECORDINGS,
                BbbCall.PUBLISH_RECORDINGS,
                BbbCall.UPDATE_RECORDINGS,
                BbbCall.DELETE_RECORDINGS,
                BbbCall.GET_RECORDING_TEXT_TRACKS,
                BbbCall.PUT_RECORDING_TEXT_TRACK);
    }

    @Override
    public BbbAnswer answer(BbbRequest request) {
        return enabled ? call(request) : disabled(request);
    }

    private BbbAnswer call(BbbRequest request) {
        return switch (request.call()) {
            case GET_RECORDINGS -> list.orElseThrow().answer(request);
            case PUBLISH_RECORDINGS -> change.orElseThrow().publish(request);
            case UPDATE_RECORDINGS -> change.orElseThrow().update(request);
            case DELETE_RECORDINGS -> change.orElseThrow().delete(request);
            case GET_RECORDING_TEXT_TRACKS -> textTracks.orElseThrow().list(request);
            case PUT_RECORDING_TEXT_TRACK -> textTracks.orElseThrow().put(request);
            case INDEX,
                    CREATE,
                    JOIN,
                    IS_MEETING_RUNNING,
                    GET_MEETING_INFO,
                    GET_MEETINGS,
                    END,
                    INSERT_DOCUMENT,
                    SEND_CHAT_MESSAGE -> throw new IllegalStateException(request.call() + " is no recording call");
        };
    }

    private static BbbAnswer disabled(BbbRequest request) {
        return switch (request.call()) {
            case GET_RECORDINGS -> RecordingDocument.empty();
            case GET_RECORDING_TEXT_TRACKS, PUT_RECORDING_TEXT_TRACK -> TextTrackAnswers.noRecording(request.call());
            case PUBLISH_RECORDINGS,
                    UPDATE_RECORDINGS,
                    DELETE_RECORDINGS,
                    INDEX,
                    CREATE,
                    JOIN,
                    IS_MEETING_RUNNING,
                    GET_MEETING_INFO,
                    GET_MEETINGS,
                    END,
                    INSERT_DOCUMENT,
                    SEND_CHAT_MESSAGE -> throw new BbbException(BbbError.recordingNotFound());
        };
    }
}
