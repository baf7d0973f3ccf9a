package org.scalelite.api.console.page;

import java.util.List;
import org.scalelite.common.callback.OutboundCallback;
import org.scalelite.common.callback.PublicUrl;

/**
 * Callbacks to front-ends.
 *
 * @param state filter of the page
 */
public record CallbacksPage(Frame frame, String state, List<Row> callbacks) {
    private static final int DESTINATIONS = 5;

    public CallbacksPage {
        callbacks = List.copyOf(callbacks);
    }

    /** The first destinations that do not accept their callbacks. */
    public List<String> failing() {
        return callbacks.stream()
                .filter(row -> row.retryable() && !row.reason().isEmpty())
                .map(Row::to)
                .distinct()
                .limit(DESTINATIONS)
                .toList();
    }

    /**
     * A callback.
     *
     * @param to scheme, host and port: the rest of the address may be secret
     * @param next when there is to be another attempt; empty: there is none
     */
    public record Row(
            String id,
            Badge state,
            String kind,
            String meeting,
            String to,
            int attempts,
            String createdAt,
            String next,
            String reason,
            boolean retryable) {
        public static Row of(OutboundCallback callback) {
            boolean pending = callback.state() == OutboundCallback.State.PENDING;
            return new Row(
                    String.valueOf(callback.id()),
                    Badge.job(callback.state().text()),
                    callback.kind().text().replace('_', ' '),
                    callback.meetingId(),
                    PublicUrl.originOf(callback.url()),
                    callback.attempts(),
                    callback.createdAt().toString(),
                    pending ? callback.nextAttemptAt().toString() : "",
                    callback.lastError().orElse(""),
                    callback.state() != OutboundCallback.State.DELIVERED);
        }
    }
}
