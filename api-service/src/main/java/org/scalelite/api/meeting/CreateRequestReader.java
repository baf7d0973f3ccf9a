package org.scalelite.api.meeting;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Optional;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.api.callback.CreateCallbacks;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.lrs.LrsPayloads;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.PlacementRequest;
import org.scalelite.common.meeting.VoiceBridges;
import org.scalelite.common.placement.ExpectedUsers;

/** Reads the request of a create. */
@Singleton
record CreateRequestReader(MeetingConfig config, ParameterRules rules, CreateCallbacks callbacks, LrsPayloads lrs) {
    private static final String HINT = "meta_" + ExpectedUsers.HINT;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int PASSWORD_LENGTH = 8;
    private static final int ID_LENGTH = 24;

    private static final SecureRandom RANDOM = new SecureRandom();

    CreateRequest of(BbbRequest request) {
        MeetingKey meeting = request.meeting();
        CreateCallbacks.Rewritten rewritten = callbacks.rewrite(request, rules.forCreate(request));
        CallParameters parameters = rewritten.parameters();
        Optional<String> requestedBridge =
                config.externalVoiceBridge() ? parameters.get("voiceBridge") : Optional.empty();
        PlacementRequest placement = new PlacementRequest(
                parameters.nonEmpty("moderatorPW").orElseGet(() -> randomText(PASSWORD_LENGTH)),
                ExpectedUsers.of(
                        config.minUsers(),
                        config.prediction(),
                        parameters.get(HINT),
                        parameters.get("maxParticipants")),
                rules.serverTag(request),
                rules.serverZone(request),
                new VoiceBridges(config.voiceBridgeKey(), config.voiceBridgeDigits())
                        .candidates(meeting, requestedBridge),
                request.tenant().flatMap(tenant -> tenant.limits().meetings()),
                config.timeToLive(),
                parent(parameters));
        return new CreateRequest(
                request,
                randomText(ID_LENGTH),
                meeting,
                parameters,
                rewritten.callbacks(),
                request.tenant().flatMap(tenant -> lrs.of(tenant, meeting.meetingId())),
                placement);
    }

    /** The meeting that a breakout room belongs to (BBB API reference, section 4.2.5). */
    private static Optional<String> parent(CallParameters parameters) {
        if (!parameters.get("isBreakout").map(Boolean::parseBoolean).orElse(false)) {
            return Optional.empty();
        }
        Optional<String> parent = parameters.nonEmpty("parentMeetingID");
        if (parent.isEmpty()) {
            throw new BbbException(BbbError.parentMissing());
        }
        return parent;
    }

    private static String randomText(int length) {
        return RANDOM.ints(length, 0, ALPHABET.length())
                .collect(StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
                .toString();
    }
}
