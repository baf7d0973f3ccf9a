package org.scalelite.common.meeting;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes all meetings from a server, for an operator: disables the server, then ends each meeting and removes its
 * record. Records of meetings that could not be ended are removed too, so that they can be created on other servers. An
 * interrupted run can be repeated.
 */
@Singleton
public final class ServerPanic {
    private static final Logger LOG = LoggerFactory.getLogger(ServerPanic.class);

    private final ServerRegistry servers;
    private final MeetingDirectory meetings;
    private final MeetingEnd end;

    public ServerPanic(ServerRegistry servers, MeetingDirectory meetings, BbbClient bbb) {
        this.servers = servers;
        this.meetings = meetings;
        this.end = new MeetingEnd(meetings, bbb);
    }

    /**
     * Options.
     *
     * @param keepState do not disable the server
     * @param skipEndCalls remove the records without end calls, for a dead server
     */
    public record Options(boolean keepState, boolean skipEndCalls) {}

    /**
     * The result.
     *
     * @param forgotten meetings whose records were removed
     * @param failed those that the server did not end
     */
    public record Report(int forgotten, int failed) {}

    /** Removes all meetings of a server; empty if the server was not found. */
    public Optional<Report> panic(ServerId id, Options options) {
        boolean known =
                options.keepState() ? servers.find(id).isPresent() : servers.changeState(id, Server.State.DISABLED);
        if (!known) {
            return Optional.empty();
        }
        List<KnownMeeting> here = meetings.all().stream()
                .filter(meeting -> meeting.server().equals(id))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> ends = here.stream()
                    .map(meeting -> threads.submit(() -> release(meeting, options)))
                    .toList();
            int failed = (int) ends.stream().filter(ended -> !succeeded(ended)).count();
            return Optional.of(new Report(here.size(), failed));
        }
    }

    private boolean release(KnownMeeting meeting, Options options) {
        Optional<String> failure = options.skipEndCalls()
                ? Optional.empty()
                : meetings.find(meeting.key()).flatMap(end::askServer);
        failure.ifPresent(reason -> LOG.warn(
                "Meeting {} on {} was not ended ({}), but its record was removed",
                meeting.key().meetingId(),
                meeting.server(),
                reason));
        meetings.forget(meeting.key(), ForgetCondition.on(meeting.server()));
        return failure.isEmpty();
    }

    private static boolean succeeded(Future<Boolean> ended) {
        try {
            return ended.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while meetings are ended", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a meeting could not be forgotten", e.getCause());
        }
    }
}
