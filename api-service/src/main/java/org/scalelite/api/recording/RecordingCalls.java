package org.scalelite.api.recording;

import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlRootElement;
import jakarta.inject.Singleton;
import java.util.Set;
import org.scalelite.api.edge.BbbAnswer;
import org.scalelite.api.edge.BbbCall;
import org.scalelite.api.edge.BbbRequest;
import org.scalelite.api.edge.CallHandler;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * The recording calls of a load balancer that keeps no recordings (specification, section 5.12, "Recording disabled").
 * This version has no other kind: recordings themselves are still to come.
 */
@Singleton
final class RecordingCalls implements CallHandler {
    private final boolean off;
    private final boolean filterRequired;

    RecordingCalls(Settings settings) {
        this.off = settings.get(Variables.RECORDING_DISABLED) || settings.get(Variables.DB_DISABLED);
        this.filterRequired = settings.get(Variables.GET_RECORDINGS_API_FILTERED);
    }

    @Override
    public Set<BbbCall> calls() {
        return Set.of(
                BbbCall.GET_RECORDINGS,
                BbbCall.PUBLISH_RECORDINGS,
                BbbCall.UPDATE_RECORDINGS,
                BbbCall.DELETE_RECORDINGS);
    }

    @Override
    public BbbAnswer answer(BbbRequest request) {
        if (!off) {
            refuseIncomplete(request);
        }
        if (request.call() == BbbCall.GET_RECORDINGS) {
            return BbbAnswer.of(
                    new NoRecordings("SUCCESS", "", "noRecordings", "There are not recordings for the meetings"));
        }
        throw new BbbException(BbbError.recordingNotFound());
    }

    private void refuseIncomplete(BbbRequest request) {
        boolean namesRecording = request.parameters().nonEmpty("recordID").isPresent();
        if (request.call() == BbbCall.GET_RECORDINGS) {
            if (filterRequired
                    && !namesRecording
                    && request.parameters().nonEmpty("meetingID").isEmpty()) {
                throw new BbbException(BbbError.recordingFilterMissing());
            }
            return;
        }
        if (!namesRecording) {
            throw new BbbException(BbbError.missingRecordId());
        }
        if (request.call() == BbbCall.PUBLISH_RECORDINGS
                && request.parameters().nonEmpty("publish").isEmpty()) {
            throw new BbbException(BbbError.missingPublish());
        }
    }

    @JacksonXmlRootElement(localName = "response")
    private record NoRecordings(String returncode, String recordings, String messageKey, String message) {}
}
