package org.scalelite.api.meeting;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.scalelite.api.callback.CreateCallbacks;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.lrs.LrsPayload;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.Placement;
import org.scalelite.common.redis.RedisAwayException;
import org.scalelite.common.tenant.Tenant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The create call to one BBB server. */
final class CreateCall {
    private static final Logger LOG = LoggerFactory.getLogger(CreateCall.class);
    private static final String MODERATOR_PASSWORD = "moderatorPW";
    private static final String ATTENDEE_PASSWORD = "attendeePW";
    private static final String VOICE_BRIDGE = "voiceBridge";
    private static final String DURATION = "duration";
    private static final String NOT_UNIQUE = "idNotUnique";
    private static final String DUPLICATE = "duplicateWarning";

    private final MeetingDirectory meetings;
    private final BbbClient bbb;
    private final CreateCallbacks callbacks;
    private final SeenMeetings seen;
    private final EndWatch ends;
    private final Duration maxDuration;

    CreateCall(
            MeetingDirectory meetings,
            BbbClient bbb,
            CreateCallbacks callbacks,
            SeenMeetings seen,
            EndWatch ends,
            Duration maxDuration) {
        this.meetings = meetings;
        this.bbb = bbb;
        this.callbacks = callbacks;
        this.seen = seen;
        this.ends = ends;
        this.maxDuration = maxDuration;
    }

    /** Makes a meeting that has just been given this server; it gets the password that was stored with it. */
    BbbReply first(Creation creation, Placement placement, Deadline deadline) {
        CallParameters given = parameters(creation, placement);
        if (given.nonEmpty(MODERATOR_PASSWORD).isPresent()) {
            return call(creation, placement, given, deadline);
        }
        BbbReply reply =
                call(creation, placement, given.with(MODERATOR_PASSWORD, placement.moderatorPassword()), deadline);
        // Another create of the meeting came first, with the front-end's passwords: then those count.
        return isNotUnique(reply) && presence(creation, placement, deadline).isOurs()
                ? call(creation, placement, given, deadline)
                : reply;
    }

    /** Whether the server has the meeting, and whose it is: BBB knows no tenants. */
    Presence presence(Creation creation, Placement placement, Deadline deadline) {
        return presence(creation, placement.endpoint(), deadline.left());
    }

    /** The same for a server that has just failed: it is not waited for. */
    Presence presenceSoon(Creation creation, Placement placement, Deadline deadline) {
        BbbEndpoint hurried = placement.endpoint().hurried();
        return presence(creation, hurried, shorter(deadline.left(), bbb.deadline(hurried)));
    }

    private Presence presence(Creation creation, BbbEndpoint endpoint, Duration time) {
        return switch (bbb.meetingInfo(endpoint, creation.meeting().meetingId(), time)) {
            case BbbReply.Success(byte[] xml) -> {
                String tenant =
                        BbbXml.textAt(xml, "/response/metadata/tenant-id").orElse("");
                if (!tenant.equals(creation.meeting().tenantId().orElse(""))) {
                    yield Presence.FOREIGN;
                }
                String running = BbbXml.textAt(xml, "/response/running").orElse("");
                yield Boolean.parseBoolean(running) ? Presence.RUNNING : Presence.EMPTY;
            }
            case BbbReply.Failed(BbbError error, byte[] _) -> error.isNotFound() ? Presence.ABSENT : Presence.UNKNOWN;
            case BbbReply.Unreadable _, BbbReply.Unreachable _, BbbReply.ServerError _ -> Presence.UNKNOWN;
        };
    }

    /** Makes a meeting again on the server that it lives on. */
    BbbReply again(Creation creation, Placement placement, Deadline deadline) {
        CallParameters given = parameters(creation, placement);
        boolean halfGiven = given.nonEmpty(ATTENDEE_PASSWORD).isPresent()
                && given.nonEmpty(MODERATOR_PASSWORD).isEmpty()
                && !placement.moderatorPassword().isEmpty();
        if (!halfGiven) {
            return call(creation, placement, given, deadline);
        }
        // BBB compares both passwords or none, and the first create was given the stored one.
        BbbReply reply =
                call(creation, placement, given.with(MODERATOR_PASSWORD, placement.moderatorPassword()), deadline);
        return isNotUnique(reply) ? call(creation, placement, given, deadline) : reply;
    }

    /** Makes a meeting on a server that may have it already, because the answer to the first call was lost. */
    BbbReply afterLoss(Creation creation, Placement placement, Deadline deadline) {
        BbbReply reply = first(creation, placement, deadline);
        if (isNotUnique(reply) && presence(creation, placement, deadline).isOurs()) {
            // It was made by the call whose answer was lost. Without passwords BBB takes it for the same meeting.
            CallParameters given =
                    parameters(creation, placement).without(MODERATOR_PASSWORD).without(ATTENDEE_PASSWORD);
            reply = call(creation, placement, given, deadline);
        }
        if (reply instanceof BbbReply.Success success) {
            // That call gave BBB the address to be called at the end, whatever this one gave.
            ends.made(creation, placement, success);
        }
        return reply;
    }

    /**
     * Remembers that the meeting is there, and what the server answered.
     *
     * @return false if the meeting was made where it does not belong any more
     */
    boolean remember(Creation creation, Placement placement, BbbReply reply) {
        if (!(reply instanceof BbbReply.Success(byte[] xml))) {
            return true;
        }
        String answer = new String(xml, StandardCharsets.UTF_8);
        boolean belongs = true;
        try {
            Duration timeToLive = creation.wanted().timeToLive();
            belongs = meetings.remember(placement, answer, !isDuplicate(reply), timeToLive);
        } catch (RedisAwayException e) {
            LOG.warn("Meeting {} was created, but the answer is not kept for its server's absence", placement, e);
        }
        if (belongs) {
            seen.saw(placement);
        }
        return belongs;
    }

    /** What BBB said to the first create of a meeting whose server is away. */
    static BbbReply remembered(String xml) {
        return new BbbReply.Success(xml.getBytes(StandardCharsets.UTF_8));
    }

    private BbbReply call(Creation creation, Placement placement, CallParameters parameters, Deadline deadline) {
        CallParameters watched = ends.watch(creation, placement, parameters);
        Duration time = shorter(deadline.left(), bbb.deadline(placement.endpoint()));
        BbbReply reply = bbb.call(placement.endpoint(), "create", watched, creation.slides(), time);
        if (reply instanceof BbbReply.Success success) {
            if (!isDuplicate(reply)) {
                ends.made(creation, placement, success);
            }
            callbacks.made(creation.request(), creation.meeting(), placement.server(), creation.callbacks());
        }
        return reply;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Whether BBB had the meeting before, and took the create for another one of the same meeting. */
    static boolean isDuplicate(BbbReply reply) {
        return reply instanceof BbbReply.Success(byte[] xml)
                && BbbXml.textAt(xml, "/response/messageKey").orElse("").equals(DUPLICATE);
    }

    private static boolean isNotUnique(BbbReply reply) {
        return reply instanceof BbbReply.Failed failed && failed.error().key().equals(NOT_UNIQUE);
    }

    private CallParameters parameters(Creation creation, Placement placement) {
        CallParameters parameters = creation.parameters();
        if (!placement.voiceBridge().isEmpty()) {
            parameters = parameters.with(VOICE_BRIDGE, placement.voiceBridge());
        }
        if (placement.serverTag().isPresent()) {
            parameters = parameters.with(
                    ParameterRules.SERVER_TAG, placement.serverTag().get());
        }
        if (creation.request().tenant().isPresent()) {
            Tenant tenant = creation.request().tenant().get();
            parameters = parameters
                    .with(ParameterRules.TENANT_ID, tenant.id())
                    .with(ParameterRules.TENANT_NAME, tenant.name());
        }
        if (creation.lrs().isPresent()) {
            parameters = parameters.with(
                    LrsPayload.PARAMETER,
                    creation.lrs().get().sealedFor(placement.endpoint().secret()));
        }
        return capDuration(parameters);
    }

    private CallParameters capDuration(CallParameters parameters) {
        if (maxDuration.isZero()) {
            return parameters;
        }
        boolean within = parameters
                .get(DURATION)
                .flatMap(CreateCall::minutes)
                .filter(minutes -> minutes > 0 && minutes <= maxDuration.toMinutes())
                .isPresent();
        return within ? parameters : parameters.with(DURATION, String.valueOf(maxDuration.toMinutes()));
    }

    private static Optional<Long> minutes(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
