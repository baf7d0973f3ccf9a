package org.scalelite.common.bbb;

import java.util.Optional;

/** Whether a BBB server has a meeting, as its answer to getMeetingInfo tells (BBB reference, section 4.5). */
public sealed interface MeetingProbe {

    /** The server has a meeting with this id, whichever tenant's. */
    record Found(byte[] xml) implements MeetingProbe {

        /** Whether it has users. */
        public boolean isRunning() {
            return Boolean.parseBoolean(text("running"));
        }

        /** Whether it was ended: BBB shows it for another moment. */
        public boolean isEnding() {
            return text("hasBeenForciblyEnded").equals("true");
        }

        /** The id of this run of the meeting; empty if the server does not tell. */
        public String internalId() {
            return text("internalMeetingID");
        }

        /** The tenant that created it; empty if none did. */
        public String tenantId() {
            return text("metadata/tenant-id");
        }

        /** The number of users in it, as the server writes it. */
        public Optional<String> participantCount() {
            return BbbXml.textAt(xml, "/response/participantCount");
        }

        private String text(String element) {
            return BbbXml.textAt(xml, "/response/" + element).orElse("");
        }
    }

    /** The server does not have the meeting. */
    record NotFound() implements MeetingProbe {}

    /** The answer does not tell. */
    record Unclear() implements MeetingProbe {}

    /** The server does not answer. */
    record NoAnswer() implements MeetingProbe {}

    /** What an answer to getMeetingInfo tells. */
    static MeetingProbe of(BbbReply reply) {
        return switch (reply) {
            case BbbReply.Success(byte[] xml) -> new Found(xml);
            case BbbReply.Failed _ -> reply.isNotFound() ? new NotFound() : new Unclear();
            case BbbReply.Unreadable _ -> new Unclear();
            case BbbReply.Unreachable _, BbbReply.ServerError _ -> new NoAnswer();
        };
    }
}
