package org.scalelite.api.meeting;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.scalelite.api.callback.CreateCallbacks;
import org.scalelite.api.meeting.CreateAttempts.Presence;
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
@Singleton
record BbbCreate(
        MeetingDirectory meetings,
        BbbClient bbb,
        CreateCallbacks callbacks,
        MeetingLocationCache locations,
        MeetingEndedCallbackUrls endedCallbacks,
        MeetingConfig config) {
    private static final Logger LOG = LoggerFactory.getLogger(BbbCreate.class);
    private static final String MODERATOR_PASSWORD = "moderatorPW";
    private static final String ATTENDEE_PASSWORD = "attendeePW";
    private static final String VOICE_BRIDGE = "voiceBridge";
    private static final String NOT_UNIQUE = "idNotUnique";
    private static final String DUPLICATE = "duplicateWarning";

    /**
     * Creates a meeting on the server that was just assigned to it, with the moderator password that was stored with
     * it.
     */
    BbbReply create(CreateRequest request, MeetingLocation location, Deadline deadline) {
        CallParameters given = parameters(request, location);
        if (given.nonEmpty(MODERATOR_PASSWORD).isPresent()) {
            return call(request, location, given, deadline);
        }
        BbbReply reply =
                call(request, location, given.with(MODERATOR_PASSWORD, location.moderatorPassword()), deadline);
        // Another create of the meeting came first, with the passwords of the front-end: these apply then.
        return isNotUnique(reply) && presence(request, location, deadline).isOurs()
                ? call(request, location, given, deadline)
                : reply;
    }

    /** Whether the server has the meeting, and whether it belongs to this tenant: BBB has no tenants. */
    Presence presence(CreateRequest request, MeetingLocation location, Deadline deadline) {
        return presence(request, location.endpoint(), deadline.left());
    }

    /** The same with a short timeout, for a server that has just failed. */
    Presence presenceWithShortTimeout(CreateRequest request, MeetingLocation location, Deadline deadline) {
        BbbEndpoint endpoint = location.endpoint().withShortTimeout();
        return presence(request, endpoint, shorter(deadline.left(), bbb.deadline(endpoint)));
    }

    private Presence presence(CreateRequest request, BbbEndpoint endpoint, Duration time) {
        return switch (bbb.probe(endpoint, request.meeting().meetingId(), time)) {
            case MeetingProbe.Found found -> {
                if (!found.tenantId().equals(request.meeting().tenantId().orElse(""))) {
                    yield Presence.FOREIGN;
                }
                yield found.isRunning() ? Presence.RUNNING : Presence.EMPTY;
            }
            case MeetingProbe.NotFound _ -> Presence.ABSENT;
            case MeetingProbe.Unclear _, MeetingProbe.NoAnswer _ -> Presence.UNKNOWN;
        };
    }

    /** Creates a meeting again on its server. */
    BbbReply createAgain(CreateRequest request, MeetingLocation location, Deadline deadline) {
        CallParameters given = parameters(request, location);
        boolean onlyAttendeePassword = given.nonEmpty(ATTENDEE_PASSWORD).isPresent()
                && given.nonEmpty(MODERATOR_PASSWORD).isEmpty()
                && !location.moderatorPassword().isEmpty();
        if (!onlyAttendeePassword) {
            return call(request, location, given, deadline);
        }
        // BBB compares both passwords or none, and the first create had the stored one.
        BbbReply reply =
                call(request, location, given.with(MODERATOR_PASSWORD, location.moderatorPassword()), deadline);
        return isNotUnique(reply) ? call(request, location, given, deadline) : reply;
    }

    /** Creates a meeting on a server that may have it already, because the answer to the first call was lost. */
    BbbReply retry(CreateRequest request, MeetingLocation location, Deadline deadline) {
        BbbReply reply = create(request, location, deadline);
        if (isNotUnique(reply) && presence(request, location, deadline).isOurs()) {
            // The first call created it. Without passwords BBB treats this create as a duplicate of it.
            CallParameters given =
                    parameters(request, location).without(MODERATOR_PASSWORD).without(ATTENDEE_PASSWORD);
            reply = call(request, location, given, deadline);
        }
        if (reply instanceof BbbReply.Success success) {
            // BBB uses the callback URL of that call, not of this one.
            endedCallbacks.created(request, location, success);
        }
        return reply;
    }

    /**
     * Stores the location of the meeting and the answer of its server.
     *
     * @return false if the meeting has moved to another server meanwhile
     */
    boolean store(CreateRequest request, MeetingLocation location, BbbReply reply) {
        if (!(reply instanceof BbbReply.Success(byte[] xml))) {
            return true;
        }
        String answer = new String(xml, StandardCharsets.UTF_8);
        boolean isCurrent = true;
        try {
            Duration timeToLive = request.placement().timeToLive();
            isCurrent = meetings.remember(location, answer, !isDuplicate(reply), timeToLive);
        } catch (RedisUnavailableException e) {
            LOG.warn("Meeting {} was created, but the answer is not stored for an outage of its server", location, e);
        }
        if (isCurrent) {
            locations.put(location);
        }
        return isCurrent;
    }

    /** The answer to the first create of a meeting whose server is unavailable. */
    static BbbReply storedReply(String xml) {
        return new BbbReply.Success(xml.getBytes(StandardCharsets.UTF_8));
    }

    private BbbReply call(
            CreateRequest request, MeetingLocation location, CallParameters parameters, Deadline deadline) {
        CallParameters withCallback = endedCallbacks.withCallbackUrl(request, location, parameters);
        Duration time = shorter(deadline.left(), bbb.deadline(location.endpoint()));
        BbbReply reply = bbb.call(location.endpoint(), "create", withCallback, request.slides(), time);
        if (reply instanceof BbbReply.Success success) {
            if (!isDuplicate(reply)) {
                endedCallbacks.created(request, location, success);
            }
            callbacks.created(request.bbbRequest(), request.meeting(), location.server(), request.callbacks());
        }
        return reply;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Whether BBB had the meeting already. */
    static boolean isDuplicate(BbbReply reply) {
        return reply instanceof BbbReply.Success(byte[] xml)
                && BbbXml.textAt(xml, "/response/messageKey").orElse("").equals(DUPLICATE);
    }

    private static boolean isNotUnique(BbbReply reply) {
        return reply instanceof BbbReply.Failed failed && failed.error().key().equals(NOT_UNIQUE);
    }

    private CallParameters parameters(CreateRequest request, MeetingLocation location) {
        CallParameters parameters = request.parameters();
        if (!location.voiceBridge().isEmpty()) {
            parameters = parameters.with(VOICE_BRIDGE, location.voiceBridge());
        }
        if (location.serverTag().isPresent()) {
            parameters = parameters.with(
                    ParameterRules.SERVER_TAG, location.serverTag().get());
        }
        if (request.bbbRequest().tenant().isPresent()) {
            Tenant tenant = request.bbbRequest().tenant().get();
            parameters = parameters
                    .with(ParameterRules.TENANT_ID, tenant.id())
                    .with(ParameterRules.TENANT_NAME, tenant.name());
        }
        if (request.lrs().isPresent()) {
            parameters = parameters.with(
                    LrsPayload.PARAMETER,
                    request.lrs().get().encryptedFor(location.endpoint().secret()));
        }
        return config.withMaxDuration(parameters);
    }
}
