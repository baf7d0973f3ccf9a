package org.scalelite.api.meeting;

import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlRootElement;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.bbb.BbbCall;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.api.bbb.CallHandler;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.common.server.ServerRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls that are only forwarded to the server of their meeting (specification, section 5.11). */
@Singleton
record ForwardCall(MeetingLocationCache meetings, ServerRegistry servers, BbbClient bbb) implements CallHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardCall.class);

    private static final Map<BbbCall, List<String>> PARAMETERS = Map.of(
            BbbCall.IS_MEETING_RUNNING, List.of("meetingID"),
            BbbCall.GET_MEETING_INFO, List.of("meetingID"),
            BbbCall.INSERT_DOCUMENT, List.of("meetingID"),
            BbbCall.SEND_CHAT_MESSAGE, List.of("meetingID", "message", "userName"));

    @Override
    public Set<BbbCall> calls() {
        return PARAMETERS.keySet();
    }

    @Override
    public BbbAnswer answer(BbbRequest request) {
        Optional<MeetingLocation> location = meetings.find(request.meeting());
        if (location.isEmpty()) {
            return unknown(request.call());
        }
        CallParameters parameters = request.parameters().only(PARAMETERS.getOrDefault(request.call(), List.of()));
        BbbReply reply = bbb.call(
                location.get().endpoint(),
                request.call().callName(),
                parameters,
                request.slides(),
                bbb.deadline(location.get().endpoint()));
        if (reply.isNotFound()) {
            meetings.forget(request.meeting());
        } else if (!(reply instanceof BbbReply.Success || reply instanceof BbbReply.Failed)) {
            LOG.warn("{} of meeting {} failed: {}", request.call().callName(), location.get(), reply);
            reportIfRefused(location.get(), request.call(), reply);
        }
        return BbbAnswer.forwarded(reply, BbbError.meetingInaccessible());
    }

    private void reportIfRefused(MeetingLocation location, BbbCall call, BbbReply reply) {
        boolean refused = reply instanceof BbbReply.Unreachable && reply.isRefused();
        if (!refused || !location.endpoint().online()) {
            return;
        }
        try {
            servers.reportFailure(location.server(), call.callName() + ": " + reply);
        } catch (RedisUnavailableException e) {
            LOG.debug("Cannot report that {} refused a call", location.server(), e);
        }
    }

    private static BbbAnswer unknown(BbbCall call) {
        if (call == BbbCall.IS_MEETING_RUNNING) {
            return BbbAnswer.of(new NotRunning("SUCCESS", false));
        }
        throw new BbbException(BbbError.meetingNotFound());
    }

    @JacksonXmlRootElement(localName = "response")
    private record NotRunning(String returncode, boolean running) {}
}
