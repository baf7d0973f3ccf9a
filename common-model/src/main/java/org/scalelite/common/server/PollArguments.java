package org.scalelite.common.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The arguments and the answer of server-poll.lua. */
final class PollArguments {
    private static final int UNEXPECTED_FROM = 3;
    private static final int UNEXPECTED_FIELDS = 4;

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
                String.valueOf(good.slowStart().toMillis())));
        for (PollRecord.Meeting meeting : good.meetings()) {
            arguments.addAll(List.of(
                    meeting.tenant(),
                    meeting.meetingId(),
                    String.valueOf(meeting.users()),
                    meeting.adoptable() ? "1" : "0",
                    meeting.voiceBridge(),
                    meeting.moderatorPassword(),
                    String.valueOf(meeting.createdAt().toEpochMilli())));
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

    static PollWritten written(List<String> answer) {
        return switch (answer.getFirst()) {
            case "not_found" -> new PollWritten.Removed();
            case "stale" -> new PollWritten.Stale();
            case "withheld" ->
                new PollWritten.Withheld(answer.get(1), answer.get(2).equals("changed"));
            default ->
                new PollWritten.Written(
                        Server.State.valueOf(answer.get(1).toUpperCase(Locale.ROOT)),
                        answer.get(2).equals("changed"),
                        unexpected(answer));
        };
    }

    private static List<PollWritten.Unexpected> unexpected(List<String> answer) {
        List<PollWritten.Unexpected> meetings = new ArrayList<>();
        for (int i = UNEXPECTED_FROM; i + UNEXPECTED_FIELDS <= answer.size(); i += UNEXPECTED_FIELDS) {
            String tenant = answer.get(i + 1);
            String id = answer.get(i + 2);
            meetings.add(
                    answer.get(i).equals("adopted")
                            ? new PollWritten.Unexpected.Adopted(tenant, id)
                            : new PollWritten.Unexpected.Elsewhere(tenant, id, new ServerId(answer.get(i + 3))));
        }
        return meetings;
    }
}
