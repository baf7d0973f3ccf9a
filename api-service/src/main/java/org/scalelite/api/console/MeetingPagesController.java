package org.scalelite.api.console;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.console.page.ConfirmPage;
import org.scalelite.api.console.page.Done;
import org.scalelite.api.console.page.Frame;
import org.scalelite.api.console.page.Link;
import org.scalelite.api.console.page.MeetingPage;
import org.scalelite.api.console.page.MeetingRow;
import org.scalelite.api.console.page.MeetingsPage;
import org.scalelite.api.http.Routes.WebConsole;
import org.scalelite.api.operator.MeetingActions;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingEnd;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.meeting.MeetingSearch;
import org.scalelite.common.placement.PlacementLog;

/** Search of meetings, and one meeting. */
@WebConsole
@Controller(ConsoleConfig.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(property = ConsoleConfig.ENABLED, value = "true")
record MeetingPagesController(
        MeetingSearch search,
        MeetingDirectory meetings,
        MeetingActions actions,
        PlacementLog placements,
        Templates templates) {
    private static final int SHOWN = 200;

    @Get("/meetings")
    HttpResponse<?> meetings(ConsoleRequest request) {
        MeetingSearch.Found found = search.page(
                new MeetingSearch.Query(Optional.empty(), request.parameter("tenant"), request.parameter("q")),
                SHOWN,
                0);
        return templates.page(
                "meetings",
                new MeetingsPage(
                        request.frame("Meetings", Frame.Section.MEETINGS),
                        found.meetings().stream()
                                .map(meeting -> MeetingRow.of(meeting, found.parents()))
                                .toList(),
                        found.total()));
    }

    @Get("/meeting")
    HttpResponse<?> meeting(ConsoleRequest request) {
        MeetingLocation location = found(key(request.required("id"), request.parameter("tenant")));
        MeetingRow row = row(location);
        return templates.page(
                "meeting",
                new MeetingPage(
                        request.frame("Meeting " + row.shortId(), Frame.Section.MEETINGS),
                        row,
                        Optional.ofNullable(location.endpoint().api().getHost()).orElse(row.server()),
                        location.serves(),
                        location.voiceBridge(),
                        placements.of(row.tenant(), row.id()),
                        request.session().mayWrite()
                                ? Link.to("/end", Map.of("id", row.id(), "tenant", row.tenant()))
                                : ""));
    }

    /** The question before a meeting is ended. */
    @Get("/end")
    HttpResponse<?> confirm(ConsoleRequest request) {
        MeetingRow row = row(found(key(request.required("id"), request.parameter("tenant"))));
        return templates.page(
                "confirm",
                new ConfirmPage(
                        request.frame("End a meeting", Frame.Section.MEETINGS),
                        row.shortId(),
                        "All users leave the meeting at once. Its recording is kept.",
                        Link.to("/end"),
                        Map.of("id", row.id(), "tenant", row.tenant()),
                        "end",
                        "End the meeting",
                        row.link()));
    }

    @Post(value = "/end", consumes = MediaType.ALL)
    HttpResponse<?> end(ConsoleRequest request) {
        if (!request.field("typed").strip().equals("end")) {
            throw ConsoleException.badRequest("The word is another one: the meeting goes on.");
        }
        MeetingKey meeting =
                key(request.field("id"), Optional.ofNullable(request.form().get("tenant")));
        return switch (actions.end(request.session().actor(), found(meeting))) {
            case MeetingEnd.Result.Ended _ ->
                HttpResponse.status(HttpStatus.SEE_OTHER)
                        .header(HttpHeaders.LOCATION, Link.to("/meetings", Map.of("done", Done.ENDED.text())));
            case MeetingEnd.Result.NotFound _ -> throw notFound();
            case MeetingEnd.Result.Failed(String reason) ->
                throw new ConsoleException(
                        HttpStatus.BAD_GATEWAY, "The server did not end the meeting: %s.".formatted(reason));
        };
    }

    private static MeetingKey key(String id, Optional<String> tenant) {
        return MeetingKey.of(tenant.orElse(""), id);
    }

    private MeetingLocation found(MeetingKey meeting) {
        return meetings.find(meeting).orElseThrow(MeetingPagesController::notFound);
    }

    private static ConsoleException notFound() {
        return ConsoleException.notFound("The meeting was not found. It may have ended.");
    }

    private static MeetingRow row(MeetingLocation location) {
        return new MeetingRow(
                location.meeting().tenantText(),
                location.meeting().meetingId(),
                location.server().value(),
                "",
                "");
    }
}
