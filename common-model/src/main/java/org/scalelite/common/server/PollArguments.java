package org.scalelite.common.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.redis.ScriptAnswer;

/** The arguments of server-poll.lua, and its answer. */
final class PollArguments {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PollArguments() {}

    static void add(PollRecord.Good good, List<String> arguments) {
        Server.Statistics found = good.statistics();
        arguments.addAll(List.of(
                "",
                "good",
                String.valueOf(good.load()),
                String.valueOf(found.meetings()),
                String.valueOf(found.users()),
                String.valueOf(found.largestMeeting()),
                String.valueOf(found.videos()),
                found.bbbVersion().orElse(""),
                String.valueOf(good.sentAt().toEpochMilli()),
                String.valueOf(good.timeToLive().toSeconds()),
                String.valueOf(good.minimumAge().toMillis()),
                String.valueOf(good.slowStart().toMillis()),
                good.totals().text()));
        for (PollRecord.Meeting meeting : good.meetings()) {
            arguments.addAll(List.of(
                    meeting.tenant(),
                    meeting.meetingId(),
                    String.valueOf(meeting.users()),
                    meeting.adoptable() ? "1" : "0",
                    meeting.voiceBridge(),
                    meeting.moderatorPassword(),
                    String.valueOf(meeting.createdAt().toEpochMilli()),
                    meeting.breakout() ? "1" : "0",
                    meeting.usersLeft().map(String::valueOf).orElse("")));
        }
    }

    static void add(PollRecord.Bad bad, List<String> arguments) {
        arguments.addAll(List.of(
                bad.reason(),
                "bad",
                bad.silence().isPresent() ? "1" : "0",
                bad.silence().filter(PollRecord.Silence::pollerIsolated).isPresent() ? "1" : "0",
                bad.silence()
                        .map(silence -> String.valueOf(silence.sentAt().toEpochMilli()))
                        .orElse("0"),
                String.valueOf(PollLeases.TTL.toMillis())));
    }

    static PollWritten written(ScriptAnswer answer) {
        return switch (answer.outcome()) {
            case "not_found" -> new PollWritten.Removed();
            case "stale" -> new PollWritten.Stale();
            case "withheld" -> new PollWritten.Withheld(answer.text("health"), answer.flag("changed"));
            case "written" ->
                new PollWritten.Written(
                        EnumText.parse(Server.State.class, answer.text("state")),
                        answer.flag("changed"),
                        answer.find("unexpected").map(PollArguments::unexpected).orElse(List.of()));
            default -> throw answer.unknown();
        };
    }

    private static List<PollWritten.Unexpected> unexpected(String json) {
        try {
            return Stream.of(JSON.readValue(json, Unexpected[].class))
                    .map(Unexpected::meeting)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the answer of server-poll.lua cannot be read", e);
        }
    }

    /** A meeting that a poll found where the registry did not have it. */
    record Unexpected(String outcome, String tenant, String id, String server) {
        PollWritten.Unexpected meeting() {
            return switch (outcome) {
                case "adopted" -> new PollWritten.Unexpected.Adopted(tenant, id);
                case "elsewhere" -> new PollWritten.Unexpected.Elsewhere(tenant, id, new ServerId(server));
                default -> throw new IllegalStateException("unknown outcome " + outcome);
            };
        }
    }
}
