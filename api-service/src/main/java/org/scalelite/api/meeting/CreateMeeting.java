package org.scalelite.api.meeting;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.scalelite.api.callback.CreateCallbacks;
import org.scalelite.api.edge.BbbAnswer;
import org.scalelite.api.edge.BbbCall;
import org.scalelite.api.edge.BbbRequest;
import org.scalelite.api.edge.CallHandler;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.lrs.LrsPayloads;
import org.scalelite.common.meeting.Assignment;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.Placement;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.TagRequirement;

/**
 * create (specification, section 5.8): gives the meeting a server and makes it there.
 *
 * <ol>
 *   <li>A meeting that has a server is created there again; BBB answers with the meeting that is there.
 *   <li>If that server is offline, the class may go on there: the answer is that of the first create.
 *   <li>Unless that server would hold the room captive: it is cordoned, and the meeting is over.
 *   <li>A new meeting goes to the least loaded server, and to the next one if that cannot be reached.
 * </ol>
 */
@Singleton
final class CreateMeeting implements CallHandler {
    private static final int ROUNDS = 10;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final MeetingDirectory meetings;
    private final ServerRegistry servers;
    private final BbbClient bbb;
    private final Duration responseTimeout;
    private final Creations creations;
    private final CreateCall create;
    private final NewMeeting newMeeting;

    CreateMeeting(
            MeetingDirectory meetings,
            ServerRegistry servers,
            BbbClient bbb,
            BbbClientConfig bbbConfig,
            MeetingConfig config,
            CreateCallbacks callbacks,
            SeenMeetings seen,
            EndWatch ends,
            LrsPayloads lrs) {
        this.meetings = meetings;
        this.servers = servers;
        this.bbb = bbb;
        this.responseTimeout = bbbConfig.responseTimeout();
        this.creations = new Creations(config, callbacks, lrs);
        this.create = new CreateCall(meetings, bbb, callbacks, seen, ends, config.maxDuration());
        this.newMeeting = new NewMeeting(meetings, servers, bbb, create);
    }

    @Override
    public Set<BbbCall> calls() {
        return Set.of(BbbCall.CREATE);
    }

    @Override
    public BbbAnswer answer(BbbRequest request) {
        return BbbReplies.answer(create(creations.of(request)), BbbError.meetingNotCreated());
    }

    private BbbReply create(Creation creation) {
        Deadline deadline = Deadline.in(responseTimeout);
        BbbReply reply = new BbbReply.Unreachable("the meeting could not be placed", false);
        Optional<ServerId> refusing = Optional.empty();
        int round = 0;
        while (round < ROUNDS && !deadline.isOver()) {
            Assignment assignment = meetings.assign(creation.meeting(), creation.wanted());
            switch (assignment) {
                case Assignment.Created(Placement placement) -> {
                    return newMeeting.create(creation, placement, deadline);
                }
                // A poll of each server is under way, which may find the meeting.
                case Assignment.NotYet() -> pause();
                case Assignment.LimitReached() -> throw limitReached(creation);
                case Assignment.NoServer() -> throw noServer(creation.wanted().tags());
                case Assignment.IdTaken() -> throw new BbbException(BbbError.idTaken());
                case Assignment.NoVoiceBridge() -> throw new BbbException(BbbError.noVoiceBridge());
                case Assignment.Orphaned(Placement placement, Optional<String> answer) -> {
                    // Its class may go on there, or come back with the server.
                    return answer.map(CreateCall::remembered)
                            .orElseGet(() -> create.again(creation, placement, deadline));
                }
                case Assignment.Existing(Placement placement) -> {
                    round++;
                    if (placement.serverState() == Server.State.CORDONED) {
                        Instant lookedAt = meetings.now();
                        if (isOver(placement)) {
                            meetings.forgetEnded(creation.meeting(), placement.server(), lookedAt);
                            continue;
                        }
                    }
                    reply = create.again(creation, placement, deadline);
                    if (!create.remember(placement, reply)) {
                        // Whoever was refused there before has moved it, and there it is looked for next.
                        continue;
                    }
                    if (!wasRefused(reply)) {
                        return reply;
                    }
                    refusing = Optional.of(placement.server());
                    // Whoever made the record may be about to move it: look again in a moment.
                    pause();
                }
            }
        }
        String failure = "create: " + reply;
        refusing.ifPresent(server -> servers.strike(server, failure));
        return reply;
    }

    /** A cordoned server keeps a meeting only while it runs. */
    private boolean isOver(Placement placement) {
        CallParameters which =
                CallParameters.of("meetingID", placement.meeting().meetingId());
        return switch (bbb.call(placement.endpoint(), "isMeetingRunning", which)) {
            case BbbReply.Success(byte[] xml) -> !isRunning(xml);
            case BbbReply.Failed _ -> true;
            // A class on a server that the poller finds well must not be split by one failed call.
            case BbbReply.Unreachable _, BbbReply.ServerError _, BbbReply.Unreadable _ -> false;
        };
    }

    private static boolean isRunning(byte[] xml) {
        return BbbXml.firstText(xml, "running").map(Boolean::parseBoolean).orElse(false);
    }

    private static boolean wasRefused(BbbReply reply) {
        return reply instanceof BbbReply.ServerError
                || (reply instanceof BbbReply.Unreachable unreachable && !unreachable.mayHaveRun());
    }

    private static BbbException noServer(TagRequirement tags) {
        return new BbbException(tags.required() ? BbbError.noServerWithTag(tags.tagList()) : BbbError.noServer());
    }

    private static BbbException limitReached(Creation creation) {
        return new BbbException(
                BbbError.maxMeetingsReached(creation.wanted().maxMeetings().orElse(0)));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
