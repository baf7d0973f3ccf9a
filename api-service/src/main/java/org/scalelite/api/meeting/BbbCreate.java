package org.scalelite.api.meeting;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.scalelite.api.callback.CreateCallbacks;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.bbb.MeetingProbe;
import org.scalelite.common.lrs.LrsPayload;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.common.tenant.Tenant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The create call to one BBB server. */
final class BbbCreate {
    private static final Logger LOG = LoggerFactory.getLogger(BbbCreate.class);
    private static final String MODERATOR_PASSWORD = "moderatorPW";
    private static final String ATTENDEE_PASSWORD = "attendeePW";
    private static final String VOICE_BRIDGE = "voiceBridge";
    private static final String DURATION = "duration";
    private static final String NOT_UNIQUE = "idNotUnique";
    private static final String DUPLICATE = "duplicateWarning";

    private final MeetingDirectory meetings;
    private final BbbClient bbb;
    private final CreateCallbacks callbacks;
    private final MeetingLocationCache locations;
    private final MeetingEndedCallbackUrls ends;
    private final Duration maxDuration;

    BbbCreate(
            MeetingDirectory meetings,
            BbbClient bbb,
            CreateCallbacks callbacks,
            MeetingLocationCache locations,
            MeetingEndedCallbackUrls ends,
            Duration maxDuration) {
        this.meetings = meetings;
        this.bbb = bbb;
        this.callbacks = callbacks;
        this.locations = locations;
        this.ends = ends;
        this.maxDuration = maxDuration;
    }

    /** Makes a meeting that has just been given this server; it gets the password that was stored with it. */
    BbbReply first(CreateRequest creation, MeetingLocation location, Deadline deadline) {
        CallParameters given = parameters(creation, location);
        if (given.nonEmpty(MODERATOR_PASSWORD).isPresent()) {
            return call(creation, location, given, deadline);
        }
        BbbReply reply =
                call(creation, location, given.with(MODERATOR_PASSWORD, location.moderatorPassword()), deadline);
        // Another create of the meeting came first, with the front-end's passwords: then those count.
        return isNotUnique(reply) && presence(creation, location, deadline).isOurs()
                ? call(creation, location, given, deadline)
                : reply;
    }

    /** Whether the server has the meeting, and whose it is: BBB knows no tenants. */
    Presence presence(CreateRequest creation, MeetingLocation location, Deadline deadline) {
        return presence(creation, location.endpoint(), deadline.left());
    }

    /** The same for a server that has just failed: it is not waited for. */
    Presence presenceSoon(CreateRequest creation, MeetingLocation location, Deadline deadline) {
        BbbEndpoint hurried = location.endpoint().hurried();
        return presence(creation, hurried, shorter(deadline.left(), bbb.deadline(hurried)));
    }

    private Presence presence(CreateRequest creation, BbbEndpoint endpoint, Duration time) {
        return switch (bbb.probe(endpoint, creation.meeting().meetingId(), time)) {
            case MeetingProbe.Found found -> {
                if (!found.tenantId().equals(creation.meeting().tenantId().orElse(""))) {
                    yield Presence.FOREIGN;
                }
                yield found.isRunning() ? Presence.RUNNING : Presence.EMPTY;
            }
            case MeetingProbe.NotFound _ -> Presence.ABSENT;
            case MeetingProbe.Unclear _, MeetingProbe.NoAnswer _ -> Presence.UNKNOWN;
        };
    }

    /** Makes a meeting again on the server that it lives on. */
    BbbReply again(CreateRequest creation, MeetingLocation location, Deadline deadline) {
        CallParameters given = parameters(creation, location);
        boolean halfGiven = given.nonEmpty(ATTENDEE_PASSWORD).isPresent()
                && given.nonEmpty(MODERATOR_PASSWORD).isEmpty()
                && !location.moderatorPassword().isEmpty();
        if (!halfGiven) {
            return call(creation, location, given, deadline);
        }
        // BBB compares both passwords or none, and the first create was given the stored one.
        BbbReply reply =
                call(creation, location, given.with(MODERATOR_PASSWORD, location.moderatorPassword()), deadline);
        return isNotUnique(reply) ? call(creation, location, given, deadline) : reply;
    }

    /** Makes a meeting on a server that may have it already, because the answer to the first call was lost. */
    BbbReply afterLoss(CreateRequest creation, MeetingLocation location, Deadline deadline) {
        BbbReply reply = first(creation, location, deadline);
        if (isNotUnique(reply) && presence(creation, location, deadline).isOurs()) {
            // It was made by the call whose answer was lost. Without passwords BBB takes it for the same meeting.
            CallParameters given =
                    parameters(creation, location).without(MODERATOR_PASSWORD).without(ATTENDEE_PASSWORD);
            reply = call(creation, location, given, deadline);
        }
        if (reply instanceof BbbReply.Success success) {
            // That call gave BBB the address to be called at the end, whatever this one gave.
            ends.created(creation, location, success);
        }
        return reply;
    }

    /**
     * Remembers that the meeting is there, and what the server answered.
     *
     * @return false if the meeting was made where it does not belong any more
     */
    boolean remember(CreateRequest creation, MeetingLocation location, BbbReply reply) {
        if (!(reply instanceof BbbReply.Success(byte[] xml))) {
            return true;
        }
        String answer = new String(xml, StandardCharsets.UTF_8);
        boolean belongs = true;
        try {
            Duration timeToLive = creation.wanted().timeToLive();
            belongs = meetings.remember(location, answer, !isDuplicate(reply), timeToLive);
        } catch (RedisUnavailableException e) {
            LOG.warn("Meeting {} was created, but the answer is not kept for its server's absence", location, e);
        }
        if (belongs) {
            locations.put(location);
        }
        return belongs;
    }

    /** What BBB said to the first create of a meeting whose server is unavailable. */
    static BbbReply remembered(String xml) {
        return new BbbReply.Success(xml.getBytes(StandardCharsets.UTF_8));
    }

    private BbbReply call(
            CreateRequest creation, MeetingLocation location, CallParameters parameters, Deadline deadline) {
        CallParameters watched = ends.watch(creation, location, parameters);
        Duration time = shorter(deadline.left(), bbb.deadline(location.endpoint()));
        BbbReply reply = bbb.call(location.endpoint(), "create", watched, creation.slides(), time);
        if (reply instanceof BbbReply.Success success) {
            if (!isDuplicate(reply)) {
                ends.created(creation, location, success);
            }
            callbacks.created(creation.request(), creation.meeting(), location.server(), creation.callbacks());
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

    private CallParameters parameters(CreateRequest creation, MeetingLocation location) {
        CallParameters parameters = creation.parameters();
        if (!location.voiceBridge().isEmpty()) {
            parameters = parameters.with(VOICE_BRIDGE, location.voiceBridge());
        }
        if (location.serverTag().isPresent()) {
            parameters = parameters.with(
                    ParameterRules.SERVER_TAG, location.serverTag().get());
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
                    creation.lrs().get().sealedFor(location.endpoint().secret()));
        }
        return capDuration(parameters);
    }

    private CallParameters capDuration(CallParameters parameters) {
        if (maxDuration.isZero()) {
            return parameters;
        }
        boolean within = parameters
                .get(DURATION)
                .flatMap(BbbCreate::minutes)
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
