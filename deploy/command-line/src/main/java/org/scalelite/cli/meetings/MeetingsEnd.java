package org.scalelite.cli.meetings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Confirmation;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.output.Reply;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingEnd;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code meetings end}. */
@Command(name = "end", description = "Ends meetings at their servers, and forgets them once they are over there.")
final class MeetingsEnd extends StoreCommand {
    @Mixin
    private final Confirmation confirmation = new Confirmation(context.input());

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Meeting ids that front-ends chose.")
    private List<String> ids = List.of();

    @Mixin
    private final MeetingTenant tenant = new MeetingTenant();

    @Option(names = "--all", description = "All meetings, or all of the tenant.")
    private boolean all;

    MeetingsEnd(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (all != ids.isEmpty()) {
            throw new ParameterException(reply.commandLine(), "Give ids of meetings, or --all");
        }
        return context.open(stores -> tenant.with(stores, reply, tenantId -> {
            String ofTenant =
                    tenantId.map(id -> " of tenant " + tenant.label(stores, id)).orElse("");
            return confirmation.confirmed(
                    "End %s%s?".formatted(all ? "all meetings" : String.join(", ", ids), ofTenant),
                    () -> end(stores, tenantId));
        }));
    }

    private int end(Stores stores, Optional<String> tenantId) {
        if (all) {
            return Reply.forEach(
                    stores.meetings().all().stream()
                            .filter(meeting -> tenantId.isEmpty()
                                    || meeting.key().tenantId().equals(tenantId))
                            .toList(),
                    meeting -> end(stores, meeting));
        }
        KnownMeetings meetings = new KnownMeetings(stores.meetings());
        return Reply.forEach(
                ids,
                id -> meetings.find(id, tenantId)
                        .map(meeting -> end(stores, meeting))
                        .orElseGet(() -> notFound(id)));
    }

    private int end(Stores stores, KnownMeeting meeting) {
        String id = meeting.key().meetingId();
        return switch (stores.meetingEnd().end(meeting.key())) {
            case MeetingEnd.Result.Ended _ -> {
                stores.enter(
                        "meeting.end", id, Map.of("server", meeting.server().value()), Map.of());
                yield reply.done();
            }
            case MeetingEnd.Result.NotFound _ -> notFound(id);
            case MeetingEnd.Result.Failed(String reason) ->
                reply.fail("Meeting %s was not ended by its server %s: %s".formatted(id, meeting.server(), reason));
        };
    }

    private int notFound(String id) {
        return reply.fail("Couldn't find meeting with id=" + id);
    }
}
