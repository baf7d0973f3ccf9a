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
        Attempt attempt = new Attempt(creations.of(request), Deadline.in(responseTimeout));
        return BbbReplies.answer(attempt.run(), BbbError.meetingNotCreated());
    }

    /** One create: looks where the meeting belongs, and again where that changes while it is made. */
    private final class Attempt {
        private final Creation creation;
        private final Deadline deadline;
        private int rounds;
        private BbbReply last = new BbbReply.Unreachable("the meeting could not be placed", false);
        private Optional<ServerId> refusing = Optional.empty();

        Attempt(Creation creation, Deadline deadline) {
            this.creation = creation;
            this.deadline = deadline;
        }

        BbbReply run() {
            while (rounds < ROUNDS
                    && !deadline.isOver()
                    && !Thread.currentThread().isInterrupted()) {
                Optional<BbbReply> answer = step();
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
            String failure = "create: " + last;
            refusing.ifPresent(server -> servers.strike(server, failure));
            return last;
        }

        /** Empty if it has to be looked again. */
        private Optional<BbbReply> step() {
            return switch (meetings.assign(creation.meeting(), creation.wanted())) {
                case Assignment.Created(Placement placement) -> {
                    rounds++;
                    yield newMeeting.create(creation, placement, deadline);
                }
                case Assignment.Existing(Placement placement) -> existing(placement);
                // Its class may go on there, or come back with the server.
                case Assignment.Orphaned(Placement placement, Optional<String> answer) ->
                    answer.map(CreateCall::remembered)
                            .or(() -> Optional.of(create.again(creation, placement, deadline)));
                case Assignment.NotYet() -> {
                    // A poll of each server is under way, which may find the meeting.
                    pause();
                    yield Optional.empty();
                }
                case Assignment.LimitReached() -> throw limitReached(creation);
                case Assignment.NoServer() -> throw noServer(creation.wanted().tags());
                case Assignment.NoParent() -> throw new BbbException(BbbError.parentNotFound());
                case Assignment.ParentUnavailable() -> throw new BbbException(BbbError.serverUnavailable());
                case Assignment.IdTaken() -> throw new BbbException(BbbError.idTaken());
                case Assignment.NoVoiceBridge() -> throw new BbbException(BbbError.noVoiceBridge());
            };
        }

        private Optional<BbbReply> existing(Placement placement) {
            rounds++;
            if (placement.serverState() == Server.State.CORDONED && forgetIfOver(placement)) {
                return Optional.empty();
            }
            last = create.again(creation, placement, deadline);
            if (!create.remember(creation, placement, last)) {
                // Whoever was refused there before has moved it, and there it is looked for next.
                return Optional.empty();
            }
            if (!wasRefused(last)) {
                return Optional.of(last);
            }
            refusing = Optional.of(placement.server());
            // Whoever made the record may be about to move it: look again in a moment.
            pause();
            return Optional.empty();
        }

        private boolean forgetIfOver(Placement placement) {
            Instant lookedAt = meetings.now();
            return isOver(placement) && meetings.forgetEmpty(creation.meeting(), placement.server(), lookedAt);
        }

        /** A cordoned server keeps a meeting only while it runs. */
        private boolean isOver(Placement placement) {
            CallParameters which =
                    CallParameters.of("meetingID", placement.meeting().meetingId());
            BbbReply reply =
                    bbb.call(placement.endpoint(), "isMeetingRunning", which, Optional.empty(), deadline.left());
            return switch (reply) {
                case BbbReply.Success(byte[] xml) -> !isRunning(xml);
                // A class on a server that the poller finds well must not be split by one failed call, nor by a wrong
                // secret.
                case BbbReply.Failed failed -> failed.saysNotFound();
                case BbbReply.Unreachable _, BbbReply.ServerError _, BbbReply.Unreadable _ -> false;
            };
        }
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
