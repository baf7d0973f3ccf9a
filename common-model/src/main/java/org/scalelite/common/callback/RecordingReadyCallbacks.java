package org.scalelite.common.callback;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Optional;
import javax.sql.DataSource;
import org.scalelite.common.callback.CallbackDataRepository.CallbackData;

/** Tells front-ends that recordings can be played. */
@Singleton
@Requires(beans = DataSource.class)
public class RecordingReadyCallbacks {
    private final CallbackDataRepository data;
    private final OutboundCallbackRepository outbox;

    RecordingReadyCallbacks(CallbackDataRepository data, OutboundCallbackRepository outbox) {
        this.data = data;
        this.outbox = outbox;
    }

    /**
     * Notes that a recording was imported, within the caller's transaction: the front-end that asked for it is called
     * once that is committed, and again after the next import.
     *
     * @param recording the id of its row
     * @return whether the create of the meeting had such a callback
     */
    public boolean imported(long recording, String recordId, String meetingId, Optional<String> tenantId) {
        Optional<CallbackData> asked = data.find(meetingId, tenantId);
        asked.ifPresent(row -> data.link(row, recording));
        Optional<String> url = asked.flatMap(row -> row.attributes().recordingReady());
        if (asked.isEmpty() || url.isEmpty()) {
            return false;
        }
        outbox.recordingReady(asked.get(), url.get(), recordId, tenantId);
        return true;
    }
}
