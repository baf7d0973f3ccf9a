package org.scalelite.cli.servers;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.output.Cell;
import org.scalelite.cli.output.Reply;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerDrain;
import org.scalelite.common.server.ServerDrain.Progress;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.text.Amounts;

/** Follows cordoned servers, as the poller writes them, until each is disabled. One line for each change. */
final class DrainWatch {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration FOR_EVER = Duration.ofDays(3650);
    private static final int MEETINGS_NAMED = 20;

    private final ServerDrain drain;
    private final MeetingDirectory meetings;
    private final Reply reply;
    private final long start = System.nanoTime();
    private final Map<ServerId, String> shown = new HashMap<>();
    private final Set<String> warnings = new HashSet<>();

    DrainWatch(Stores stores, Reply reply) {
        this.drain = stores.drain();
        this.meetings = stores.meetings();
        this.reply = reply;
    }

    /** What a check of a server has found. */
    private enum Step {
        WAIT,
        DRAINED,
        ENABLED_AGAIN
    }

    /** Waits; whether all of them were disabled in time. */
    boolean follow(List<ServerId> ids, Optional<Duration> timeout) {
        Deadline deadline = Deadline.in(timeout.orElse(FOR_EVER));
        Set<ServerId> left = new LinkedHashSet<>(ids);
        boolean all = true;
        while (true) {
            for (ServerId id : List.copyOf(left)) {
                Step step = step(id);
                if (step != Step.WAIT) {
                    left.remove(id);
                    all &= step == Step.DRAINED;
                }
            }
            if (left.isEmpty()) {
                return all;
            }
            if (deadline.isOver() || !sleep(deadline)) {
                left.forEach(this::giveUp);
                return false;
            }
        }
    }

    private Step step(ServerId id) {
        try {
            return step(id, drain.progress(id));
        } catch (RedisUnavailableException e) {
            warnOnce("%s; still waiting".formatted(e.getMessage()));
            return Step.WAIT;
        }
    }

    private Step step(ServerId id, Progress progress) {
        return switch (progress) {
            case Progress.NotFound() -> {
                reply.out().println("Server %s was removed".formatted(id));
                yield Step.DRAINED;
            }
            case Progress.Drained(Server server) -> {
                reply.out().println("Server %s is empty and disabled, after %s".formatted(server, elapsed()));
                yield Step.DRAINED;
            }
            case Progress.Enabled(Server server) -> {
                reply.err().println("Server %s was enabled by somebody: it is not drained any more".formatted(server));
                yield Step.ENABLED_AGAIN;
            }
            case Progress.Draining draining -> {
                Server server = draining.server();
                String now = remains(server);
                if (!now.equals(shown.put(server.id(), now))) {
                    reply.out().println("Server %s: %s (%s)".formatted(server, now, elapsed()));
                }
                warnIfNotPolled(draining);
                yield Step.WAIT;
            }
        };
    }

    private static String remains(Server server) {
        return server.online()
                ? "%s, %s left"
                        .formatted(
                                Amounts.count(server.statistics().meetings(), "meeting"),
                                Amounts.count(server.statistics().users(), "user"))
                : "offline; what is left there shows when it is back";
    }

    private void warnIfNotPolled(Progress.Draining draining) {
        Server server = draining.server();
        if (draining.lastPoll().isEmpty()) {
            warnOnce("Nothing has polled server %s yet, so its meetings are not counted: start poller-service"
                    .formatted(server));
        } else if (draining.overdue()) {
            warnOnce("Nothing has polled server %s since %s: start poller-service"
                    .formatted(server, reply.style().time(draining.lastPoll().get())));
        }
    }

    private void warnOnce(String warning) {
        if (warnings.add(warning)) {
            reply.err().println(warning);
        }
    }

    private void giveUp(ServerId id) {
        reply.err()
                .println("Server %s is not drained after %s and stays cordoned: %s%s"
                        .formatted(id, elapsed(), shown.getOrDefault(id, "it was not seen"), meetingsOn(id)));
    }

    private String meetingsOn(ServerId id) {
        try {
            List<String> names = meetings.all().stream()
                    .filter(meeting -> meeting.server().equals(id))
                    .map(meeting -> Cell.printable(meeting.key().meetingId()))
                    .sorted()
                    .toList();
            String more = names.size() > MEETINGS_NAMED ? " …" : "";
            return names.isEmpty()
                    ? ""
                    : "; the registry has "
                            + names.stream().limit(MEETINGS_NAMED).collect(Collectors.joining(", "))
                            + more;
        } catch (RedisUnavailableException _) {
            return "";
        }
    }

    private String elapsed() {
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        return seconds < 60 ? seconds + " s" : "%d min %d s".formatted(seconds / 60, seconds % 60);
    }

    /** False if the thread was interrupted. */
    private static boolean sleep(Deadline deadline) {
        try {
            Duration left = deadline.left();
            Thread.sleep(left.compareTo(TICK) < 0 ? left : TICK);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
