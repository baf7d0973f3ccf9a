package org.scalelite.api.meeting;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.bbb.BbbCall;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.api.bbb.CallHandler;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.meeting.Assignment;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.TagRequirement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * create (specification, section 5.8): assigns a server to the meeting and creates it there.
 *
 * <ol>
 *   <li>A meeting that has a server is created there again; BBB answers with the existing meeting.
 *   <li>If that server is offline, the meeting may continue there: the answer is that of the first create.
 *   <li>If that server is cordoned or fails, and the meeting has no participants, it moves to another server.
 *   <li>A new meeting is created on the least loaded server, or on the next one if that fails.
 * </ol>
 */
@Singleton
record CreateMeeting(
        MeetingDirectory meetings,
        ServerRegistry servers,
        BbbClientConfig config,
        CreateRequestReader requests,
        BbbCreate create,
        CreateAttempts createAttempts,
        ExistingMeeting existingMeeting,
        PlacementMetrics metrics)
        implements CallHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CreateMeeting.class);
    private static final int MAX_ATTEMPTS = 10;

    @Override
    public Set<BbbCall> calls() {
        return Set.of(BbbCall.CREATE);
    }

    @Override
    public BbbAnswer answer(BbbRequest request) {
        CreateLoop loop = new CreateLoop(requests.of(request), Deadline.in(config.responseTimeout()));
        return BbbAnswer.forwarded(loop.run(), BbbError.meetingNotCreated());
    }

    /** One create: assigns a server, and again if the assignment changes meanwhile. */
    private final class CreateLoop {
        private final CreateRequest request;
        private final Deadline deadline;
        private final CreateFailures failures = new CreateFailures();
        private int attempts;

        CreateLoop(CreateRequest request, Deadline deadline) {
            this.request = request;
            this.deadline = deadline;
        }

        BbbReply run() {
            Optional<BbbReply> answer = Optional.empty();
            while (answer.isEmpty()
                    && attempts < MAX_ATTEMPTS
                    && !deadline.isOver()
                    && !Thread.currentThread().isInterrupted()) {
                answer = step();
            }
            if (answer.isEmpty() && attempts == 0) {
                throw new BbbException(BbbError.meetingsUnconfirmed());
            }
            BbbReply reply = answer.orElseGet(failures::last);
            failures.byServer().forEach((server, failure) -> reportFailure(server, failure, reply));
            return reply;
        }

        /** Empty if the server has to be assigned again. */
        private Optional<BbbReply> step() {
            return switch (metrics.counted(meetings.assign(request.meeting(), request.placement()))) {
                case Assignment.Created created -> {
                    attempts++;
                    yield createAttempts.create(request, created, deadline, failures);
                }
                case Assignment.Existing existing -> {
                    attempts++;
                    yield existingMeeting.create(request, existing, deadline, failures);
                }
                // The meeting may still run there, or continue when the server is online again.
                case Assignment.ServerOffline(MeetingLocation location, Optional<String> answer) ->
                    answer.map(BbbCreate::storedReply)
                            .or(() -> Optional.of(create.createAgain(request, location, deadline)));
                case Assignment.NotYet() -> {
                    // A poll of all servers is running, which may find the meeting.
                    ExistingMeeting.pause();
                    yield Optional.empty();
                }
                case Assignment.LimitReached() -> throw limitReached(request);
                case Assignment.NoServer() -> throw noServer(request.placement().tags());
                case Assignment.NoParent() -> throw new BbbException(BbbError.parentNotFound());
                case Assignment.ParentUnavailable() -> throw new BbbException(BbbError.serverUnavailable());
                case Assignment.IdTaken() -> throw new BbbException(BbbError.idTaken());
                case Assignment.NoVoiceBridge() -> throw new BbbException(BbbError.noVoiceBridge());
            };
        }

        /** A server that failed where another one created the meeting is at fault; otherwise the cause is unknown. */
        private void reportFailure(ServerId server, BbbReply failure, BbbReply outcome) {
            try {
                if (outcome instanceof BbbReply.Success) {
                    servers.reportCreateFailure(server, "create: " + failure);
                } else {
                    servers.reportDoubtfulCreate(
                            server, "create: " + failure, request.meeting().text());
                }
            } catch (RedisUnavailableException e) {
                LOG.debug("Cannot report that {} failed to create a meeting", server, e);
            }
        }
    }

    private static BbbException noServer(TagRequirement tags) {
        return new BbbException(tags.required() ? BbbError.noServerWithTag(tags.tagList()) : BbbError.noServer());
    }

    private static BbbException limitReached(CreateRequest request) {
        return new BbbException(
                BbbError.maxMeetingsReached(request.placement().maxMeetings().orElse(0)));
    }
}
