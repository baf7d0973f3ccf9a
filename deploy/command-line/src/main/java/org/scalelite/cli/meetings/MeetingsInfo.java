package org.scalelite.cli.meetings;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.output.Cell;
import org.scalelite.cli.output.JsonListing;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingLocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code meetings info}. */
@Command(
        name = "info",
        description =
                "Shows where a meeting is and what its server says of it. Exit code 1 if the server says nothing.")
final class MeetingsInfo extends StoreCommand {
    private static final String CREATED = "created_at";
    private static final List<String> ASKED = List.of(
            "meetingName",
            "createDate",
            "running",
            "recording",
            "participantCount",
            "moderatorCount",
            "listenerCount",
            "voiceParticipantCount",
            "videoCount",
            "hasBeenForciblyEnded");

    @Parameters(paramLabel = "ID", description = "The meeting id that the front-end chose.")
    private String id = "";

    @Mixin
    private final MeetingTenant tenant = new MeetingTenant();

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    MeetingsInfo(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        return context.open(stores -> tenant.with(stores, reply, tenantId -> {
            Optional<KnownMeeting> meeting = new KnownMeetings(stores.meetings()).find(id, tenantId);
            Optional<MeetingLocation> location =
                    meeting.flatMap(known -> stores.meetings().find(known.key()));
            if (location.isEmpty()) {
                return reply.fail("Couldn't find meeting with id=" + id);
            }
            Map<String, @Nullable Object> fields = known(meeting.get(), location.get());
            BbbEndpoint endpoint = location.get().endpoint();
            BbbReply answer =
                    stores.bbb().meetingInfo(endpoint, id, stores.bbb().deadline(endpoint));
            if (answer instanceof BbbReply.Success(byte[] xml)) {
                ASKED.forEach(
                        field -> BbbXml.textAt(xml, "/response/" + field).ifPresent(value -> fields.put(field, value)));
            }
            print(fields);
            return answer instanceof BbbReply.Success
                    ? ExitCode.OK
                    : reply.fail("Its server does not tell of it: " + answer);
        }));
    }

    private static Map<String, @Nullable Object> known(KnownMeeting meeting, MeetingLocation location) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", meeting.key().meetingId());
        fields.put("tenant_id", meeting.key().tenantId().orElse(null));
        fields.put("server_id", meeting.server().value());
        fields.put("server_url", location.endpoint().api().toString());
        fields.put("server_state", location.serverState().text());
        fields.put("server_online", location.endpoint().online());
        fields.put("voice_bridge", location.voiceBridge());
        fields.put(CREATED, MeetingsCommand.created(meeting).map(Cell::time).orElse(null));
        return fields;
    }

    private void print(Map<String, @Nullable Object> fields) {
        PrintWriter out = reply.out();
        if (json) {
            JsonListing.print(List.of(fields), out);
            return;
        }
        fields.forEach((name, value) -> {
            if (value != null) {
                String text =
                        name.equals(CREATED) ? reply.style().time(Instant.parse(value.toString())) : value.toString();
                out.println((name.equals("id") ? "" : "\t") + name + ": " + Cell.printable(text));
            }
        });
    }
}
