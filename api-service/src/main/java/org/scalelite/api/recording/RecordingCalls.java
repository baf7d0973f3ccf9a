package org.scalelite.api.recording;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.bbb.BbbCall;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.api.bbb.CallHandler;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.recording.RecordingConfig;

/**
 * The recording calls (specification, section 5.12), and their answers while recordings are disabled: without PostgreSQL
 * there are no others.
 */
@Singleton
record RecordingCalls(
        RecordingConfig config,
        Optional<ListRecordings> list,
        Optional<ChangeRecordings> change,
        Optional<TextTrackCalls> textTracks)
        implements CallHandler {
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
        return config.enabled() ? call(request) : disabled(request);
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
                    GET_SESSIONS,
                    GET_JOIN_URL,
                    LEARNING_DASHBOARD,
                    END,
                    INSERT_DOCUMENT,
                    SEND_CHAT_MESSAGE,
                    HOOKS_CREATE,
                    HOOKS_LIST,
                    HOOKS_DESTROY,
                    HOOKS_PING -> throw new IllegalStateException(request.call() + " is no recording call");
        };
    }

    private static BbbAnswer disabled(BbbRequest request) {
        return switch (request.call()) {
            case GET_RECORDINGS -> RecordingDocument.empty();
            case GET_RECORDING_TEXT_TRACKS, PUT_RECORDING_TEXT_TRACK -> TextTrackAnswers.noRecording(request.call());
            default -> throw new BbbException(BbbError.recordingNotFound());
        };
    }
}
