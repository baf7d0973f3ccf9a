package org.scalelite.common.callback;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A callback that a front-end is to get: a row of {@code outbound_callbacks}.
 *
 * @param recordId of recording-ready callbacks; of the end of a meeting its internal id, which its recording has too
 * @param signer which secret signed the create; it signs first
 * @param attempts so far, the present one included
 * @param giveUpAt after which it is not tried again
 */
public record OutboundCallback(
        long id,
        Kind kind,
        String meetingId,
        Optional<String> recordId,
        Optional<String> tenantId,
        String url,
        Optional<String> signer,
        State state,
        int attempts,
        Optional<String> lastError,
        Instant nextAttemptAt,
        Instant giveUpAt,
        Instant createdAt,
        Optional<Instant> finishedAt) {

    /** What is said. */
    public enum Kind {
        RECORDING_READY,
        ANALYTICS,
        /** A meeting has ended: the front-end's {@code meetingEndedURL}. */
        MEETING_ENDED;

        /** As PostgreSQL has it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /** How far it has come. */
    public enum State {
        /** It will be tried, or is being tried. */
        PENDING,
        /** The front-end took it. */
        DELIVERED,
        /** The front-end said that there is nobody for it: 404 or 410. */
        GONE,
        /** It was given up. */
        DEAD;

        /** As PostgreSQL has it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state of this name. */
        public static Optional<State> of(String text) {
            return Arrays.stream(values())
                    .filter(state -> state.text().equals(text))
                    .findFirst();
        }
    }

    /** The URL may hold what nobody else should read. */
    @Override
    public String toString() {
        return "%s callback %d of meeting %s to %s".formatted(kind.text(), id, meetingId, PublicUrl.originOf(url));
    }
}
