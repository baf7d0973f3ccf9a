package org.scalelite.system.chaos;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;

/** Calls of front-ends, through whichever replica answers, as through a proxy that passes over a dead one. */
final class Frontier {
    private static final String MODERATOR = "moderator-pw";
    private static final int FOUND = 302;

    private final Installation suite;

    Frontier(Installation suite) {
        this.suite = suite;
    }

    /** The internal id of the meeting; empty if it could not be created. */
    Optional<String> create(String meeting) {
        return call(
                        "create",
                        "meetingID",
                        meeting,
                        "name",
                        meeting,
                        "moderatorPW",
                        MODERATOR,
                        "attendeePW",
                        "attendee-pw")
                .filter(Frontier::succeeded)
                .flatMap(answer -> answer.text("internalMeetingID"));
    }

    /** Where the user is sent; empty if nowhere. */
    Optional<Machine> join(String meeting) {
        return call("join", "meetingID", meeting, "fullName", "Ada", "password", MODERATOR)
                .filter(answer -> answer.status() == FOUND)
                .flatMap(answer -> suite.machines().stream()
                        .filter(machine -> machine.isAt(answer.location()))
                        .findFirst());
    }

    /** Ends a meeting; whether it exists does not matter. */
    void end(String meeting) {
        Optional<Answer> _ = call("end", "meetingID", meeting, "password", MODERATOR);
    }

    /** Whether the call was answered, whatever the answer. */
    boolean isMeetingRunning(String meeting) {
        return call("isMeetingRunning", "meetingID", meeting)
                .filter(Frontier::succeeded)
                .isPresent();
    }

    private static boolean succeeded(Answer answer) {
        return !answer.body().isBlank() && answer.isSuccess();
    }

    private Optional<Answer> call(String name, String... parameters) {
        List<FrontEnd> replicas = suite.frontEnds();
        int first = ThreadLocalRandom.current().nextInt(replicas.size());
        for (int i = 0; i < replicas.size(); i++) {
            try {
                return Optional.of(replicas.get((first + i) % replicas.size()).get(name, parameters));
            } catch (UncheckedIOException _) {
                // Killed, and not back yet.
            }
        }
        return Optional.empty();
    }
}
