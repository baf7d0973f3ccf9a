package org.scalelite.api.meeting;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.bbb.BbbCall;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.api.bbb.CallHandler;
import org.scalelite.api.callback.CreateCallbacks;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.lrs.LrsPayloads;
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
 * create (specification, section 5.8): gives the meeting a server and makes it there.
 *
 * <ol>
 *   <li>A meeting that has a server is created there again; BBB answers with the meeting that is there.
 *   <li>If that server is offline, the class may go on there: the answer is that of the first create.
 *   <li>Unless that server would hold the room captive: it is cordoned or fails, and nobody is in the meeting or on the way.
 *   <li>A new meeting goes to the least loaded server, and to the next one if that cannot make it.
 * </ol>
 */
@Singleton
final class CreateMeeting implements CallHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CreateMeeting.class);
    private static final int ROUNDS = 10;

    private final MeetingDirectory meetings;
    private final ServerRegistry servers;
    private final Duration responseTimeout;
    private final CreateRequestReader creations;
    private final BbbCreate create;
    private final MeetingPlacer newMeeting;
    private final ExistingMeeting existingMeeting;

    CreateMeeting(
            MeetingDirectory meetings,
            ServerRegistry servers,
            BbbClient bbb,
            BbbClientConfig bbbConfig,
            MeetingConfig config,
            CreateCallbacks callbacks,
            MeetingLocationCache seen,
            MeetingEndedCallbackUrls ends,
            LrsPayloads lrs) {
        this.meetings = meetings;
        this.servers = servers;
        this.responseTimeout = bbbConfig.responseTimeout();
        this.creations = new CreateRequestReader(config, callbacks, lrs);
        this.create = new BbbCreate(meetings, bbb, callbacks, seen, ends, config.maxDuration());
        this.newMeeting = new MeetingPlacer(meetings, servers, bbb, create);
        this.existingMeeting = new ExistingMeeting(meetings, servers, bbb, create, newMeeting);
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
        private final CreateRequest creation;
        private final Deadline deadline;
        private final CreateFailures failures = new CreateFailures();
        private int rounds;

        Attempt(CreateRequest creation, Deadline deadline) {
            this.creation = creation;
            this.deadline = deadline;
        }

        BbbReply run() {
            Optional<BbbReply> answer = Optional.empty();
            while (answer.isEmpty()
                    && rounds < ROUNDS
                    && !deadline.isOver()
                    && !Thread.currentThread().isInterrupted()) {
                answer = step();
            }
            BbbReply reply = answer.orElseGet(failures::last);
            failures.byServer().forEach((server, failure) -> settle(server, failure, reply));
            return reply;
        }

        /** Empty if it has to be looked again. */
        private Optional<BbbReply> step() {
            return switch (meetings.assign(creation.meeting(), creation.wanted())) {
                case Assignment.Created created -> {
                    rounds++;
                    yield newMeeting.create(creation, created, deadline, failures);
                }
                case Assignment.Existing existing -> {
                    rounds++;
                    yield existingMeeting.create(creation, existing, deadline, failures);
                }
                // Its class may go on there, or come back with the server.
                case Assignment.ServerOffline(MeetingLocation location, Optional<String> answer) ->
                    answer.map(BbbCreate::remembered).or(() -> Optional.of(create.again(creation, location, deadline)));
                case Assignment.NotYet() -> {
                    // A poll of each server is under way, which may find the meeting.
                    ExistingMeeting.pause();
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

        /** Whoever failed where another server made the meeting is at fault; else that is not known. */
        private void settle(ServerId server, BbbReply failure, BbbReply outcome) {
            try {
                if (outcome instanceof BbbReply.Success) {
                    servers.createFailed(server, "create: " + failure);
                } else {
                    servers.createDoubted(
                            server, "create: " + failure, creation.meeting().text());
                }
            } catch (RedisUnavailableException e) {
                LOG.debug("Nobody can be told that {} failed to create a meeting", server, e);
            }
        }
    }

    private static BbbException noServer(TagRequirement tags) {
        return new BbbException(tags.required() ? BbbError.noServerWithTag(tags.tagList()) : BbbError.noServer());
    }

    private static BbbException limitReached(CreateRequest creation) {
        return new BbbException(
                BbbError.maxMeetingsReached(creation.wanted().maxMeetings().orElse(0)));
    }
}
