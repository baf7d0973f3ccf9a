package org.scalelite.api.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.http.Routes.AdminApi;
import org.scalelite.api.operator.MeetingActions;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.history.MeetingRun;
import org.scalelite.common.history.MeetingRunQuery;
import org.scalelite.common.history.MeetingRunRepository;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingEnd;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.meeting.MeetingSearch;
import org.scalelite.common.server.ServerId;

/** Meetings of the pool, and its history. */
@AdminApi
@Controller("/scalelite/api")
@Tag(name = "Meetings")
@Errors
record MeetingsController(
        MeetingDirectory meetings,
        MeetingSearch search,
        MeetingActions actions,
        Optional<MeetingRunRepository> repository) {
    /** A meeting in a list. */
    @Schema(name = "Meeting")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Listed(
            String meetingId,

            @Schema(nullable = true) @Nullable String tenantId,

            String serverId,

            @Schema(
                    description = "When it was placed on its server; null for meetings that Scalelite created.",
                    format = "date-time",
                    nullable = true)
            @Nullable
            String assignedAt) {
        static Listed of(KnownMeeting meeting) {
            return new Listed(
                    meeting.key().meetingId(),
                    meeting.key().tenantId().orElse(null),
                    meeting.server().value(),
                    meeting.assignedAt().equals(Instant.EPOCH)
                            ? null
                            : meeting.assignedAt().toString());
        }
    }

    /** A page of meetings. */
    @Schema(name = "MeetingList")
    record Page(
            List<Listed> meetings,

            @Schema(description = "The number of meetings on all pages.")
            int total) {}

    /** The location of a meeting. */
    @Schema(name = "MeetingPlace")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Found(
            String meetingId,

            @Schema(nullable = true) @Nullable String tenantId,

            String serverId,

            String serverUrl,

            @Schema(
                    type = "string",
                    allowableValues = {"enabled", "cordoned", "disabled"})
            String serverState,

            @Schema(
                    type = "string",
                    allowableValues = {"online", "offline"})
            String online,

            @Schema(description = "Whether users can join: the server is online and not disabled.")
            boolean joinable,

            @Schema(nullable = true) @Nullable String voiceBridge) {
        static Found of(MeetingLocation location) {
            return new Found(
                    location.meeting().meetingId(),
                    location.meeting().tenantId().orElse(null),
                    location.server().value(),
                    location.endpoint().api().toString(),
                    location.serverState().text(),
                    location.endpoint().online() ? "online" : "offline",
                    location.serves(),
                    location.voiceBridge().isEmpty() ? null : location.voiceBridge());
        }
    }

    /** Of endMeeting. */
    @Schema(name = "EndMeeting")
    record End(
            @Nullable @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String meetingID,

            @Nullable @Schema(description = "The tenant of the meeting, if it has one.")
            String tenantId) {}

    /**
     * The meetings that the pool knows, by their ids.
     *
     * @param serverId Only those on this server.
     * @param tenantId Only those of this tenant.
     * @param search Only those whose id contains this text in any letter case, or the one that has this internal meeting id
     *     or recording id, or had it in an earlier run.
     * @param limit The most to list, up to 1000. Default: 100.
     * @param offset The number to skip. Default: 0.
     * @return A page of them.
     */
    @Get("/getMeetingList")
    Page getMeetingList(
            @QueryValue @Parameter(required = false) Optional<String> serverId,
            @QueryValue @Parameter(required = false) Optional<String> tenantId,
            @QueryValue @Parameter(required = false) Optional<String> search,
            @QueryValue @Parameter(required = false) Optional<Integer> limit,
            @QueryValue @Parameter(required = false) Optional<Integer> offset) {
        MeetingSearch.Found found = this.search.page(
                new MeetingSearch.Query(serverId.map(ServerId::new), tenantId, search),
                limit.orElse(Inputs.DEFAULT_LIMIT),
                offset.orElse(0));
        return new Page(found.meetings().stream().map(Listed::of).toList(), found.total());
    }

    /**
     * Where a meeting is.
     *
     * @param meetingID As the front-end gave it.
     * @param tenantId The tenant of the meeting, if it has one.
     * @return Its server and voice bridge.
     */
    @Get("/findMeeting")
    @Errors.NotFound
    Found findMeeting(
            @QueryValue String meetingID, @QueryValue @Parameter(required = false) Optional<String> tenantId) {
        return Found.of(found(new MeetingKey(tenantId, meetingID)));
    }

    /**
     * Ends a meeting.
     *
     * @return It is over.
     */
    @Post("/endMeeting")
    @Errors.NotFound
    @Errors.ServerFailed
    Errors.Done endMeeting(@Body End body, @Parameter(hidden = true) Actor actor) {
        MeetingKey meeting = new MeetingKey(
                Optional.ofNullable(body.tenantId()).filter(tenant -> !tenant.isBlank()),
                Inputs.requiredText(body.meetingID(), "meetingID"));
        MeetingLocation location = found(meeting);
        return switch (actions.end(actor, location)) {
            case MeetingEnd.Result.Ended _ -> new Errors.Done("Meeting id=%s was ended".formatted(meeting.meetingId()));
            case MeetingEnd.Result.NotFound _ -> throw notFound(meeting);
            case MeetingEnd.Result.Failed(String reason) ->
                throw AdminException.serverFailed(
                        "server %s did not end the meeting (%s)".formatted(location.server(), reason));
        };
    }

    /** A meeting that ran, or runs. */
    @Schema(name = "MeetingRun")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Run(
            String meetingId,

            @Schema(description = "Its id on the server, and of its recording.")
            String internalMeetingId,

            @Schema(nullable = true) @Nullable String tenantId,

            String serverId,

            @Schema(description = "The host of the server, which may be removed by now.")
            String serverHost,

            @Schema(format = "date-time") String createdAt,

            @Schema(description = "The last poll that listed it.", format = "date-time")
            String lastSeenAt,

            @Schema(description = "Null while it runs.", format = "date-time", nullable = true) @Nullable
            String endedAt,

            int peakUsers,

            @Schema(description = "The time of all users together.")
            double userMinutes,

            @Schema(description = "Whether it might be recorded.")
            boolean recorded) {
        static Run of(MeetingRun run) {
            return new Run(
                    run.meetingId(),
                    run.internalId(),
                    run.tenantId().orElse(null),
                    run.serverId(),
                    run.host(),
                    run.createdAt().toString(),
                    run.lastSeenAt().toString(),
                    run.endedAt().map(Instant::toString).orElse(null),
                    run.peakUsers(),
                    run.userMinutes(),
                    run.recorded());
        }
    }

    /** A page of the history. */
    @Schema(name = "MeetingHistory")
    record History(
            List<Run> meetings,

            @Schema(description = "The number of meetings on all pages.")
            long total) {}

    /**
     * Meetings that ran, and those that run, as polls have seen them, the last created first.
     *
     * @param meetingID Only those of this meeting id, or the one of this internal id.
     * @param tenantId Only those of this tenant.
     * @param serverId Only those on this server, given by its id or host.
     * @param from Only those created at this time or later, such as 2026-01-31 or 2026-01-31T09:00:00Z.
     * @param to Only those created before this time.
     * @param limit The most to list, up to 1000. Default: 100.
     * @param offset The number to skip. Default: 0.
     * @return A page of them.
     */
    @Get("/getMeetingHistory")
    History getMeetingHistory(
            @QueryValue @Parameter(required = false) Optional<String> meetingID,
            @QueryValue @Parameter(required = false) Optional<String> tenantId,
            @QueryValue @Parameter(required = false) Optional<String> serverId,
            @QueryValue @Parameter(required = false) Optional<String> from,
            @QueryValue @Parameter(required = false) Optional<String> to,
            @QueryValue @Parameter(required = false) Optional<Integer> limit,
            @QueryValue @Parameter(required = false) Optional<Integer> offset) {
        MeetingRunQuery query =
                new MeetingRunQuery(tenantId, serverId, meetingID, Inputs.time(from, "from"), Inputs.time(to, "to"));
        MeetingRunRepository.Found found = repository
                .orElseThrow(() -> AdminException.unavailable(
                        "the history is kept in PostgreSQL, which is switched off (DB_DISABLED)"))
                .page(query, limit.orElse(Inputs.DEFAULT_LIMIT), offset.orElse(0));
        return new History(found.runs().stream().map(Run::of).toList(), found.total());
    }

    private MeetingLocation found(MeetingKey meeting) {
        return meetings.find(meeting).orElseThrow(() -> notFound(meeting));
    }

    private static AdminException notFound(MeetingKey meeting) {
        return AdminException.notFound("Couldn't find meeting with id=%s%s"
                .formatted(
                        meeting.meetingId(),
                        meeting.tenantId().map(tenant -> " of tenant " + tenant).orElse(" without a tenant")));
    }
}
