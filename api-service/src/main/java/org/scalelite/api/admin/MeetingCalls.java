package org.scalelite.api.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.edge.AdminAnswer;
import org.scalelite.api.edge.AdminException;
import org.scalelite.api.edge.AdminRequest;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingEnd;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.MeetingLocation;

/** The calls that look for meetings and end them. */
@Singleton
final class MeetingCalls {
    private final MeetingDirectory meetings;
    private final MeetingEnd end;
    private final AuditLog audit;

    MeetingCalls(MeetingDirectory meetings, MeetingEnd end, AuditLog audit) {
        this.meetings = meetings;
        this.end = end;
        this.audit = audit;
    }

    /** A meeting in a list. */
    @Schema(name = "Meeting")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Listed(
            String meetingId,

            @Schema(nullable = true) @Nullable String tenantId,

            String serverId,

            @Schema(
                    description = "When it was given its server; null for meetings that Scalelite created.",
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

            @Schema(description = "How many there are on all pages.")
            int total) {}

    /** Where a meeting lives. */
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

            @Nullable @Schema(description = "Whose meeting, where it has a tenant.")
            String tenantId) {}

    AdminAnswer list(AdminRequest request) {
        Optional<String> server = request.parameter("serverId");
        Optional<String> tenant = request.parameter("tenantId");
        int limit = Paging.limit(request);
        int offset = Paging.offset(request);
        List<KnownMeeting> all = meetings.all().stream()
                .filter(meeting ->
                        server.isEmpty() || server.get().equals(meeting.server().value()))
                .filter(meeting ->
                        tenant.isEmpty() || tenant.equals(meeting.key().tenantId()))
                .sorted(Comparator.comparing(
                                (KnownMeeting meeting) -> meeting.key().meetingId())
                        .thenComparing(KnownMeeting::record))
                .toList();
        List<Listed> page =
                all.stream().skip(offset).limit(limit).map(Listed::of).toList();
        return AdminAnswer.of(new Page(page, all.size()));
    }

    AdminAnswer find(AdminRequest request) {
        MeetingKey meeting = new MeetingKey(request.parameter("tenantId"), request.required("meetingID"));
        return AdminAnswer.of(Found.of(found(meeting)));
    }

    AdminAnswer end(AdminRequest request) {
        End given = request.body(End.class);
        MeetingKey meeting = new MeetingKey(
                Optional.ofNullable(given.tenantId()).filter(tenant -> !tenant.isBlank()),
                Required.text(given.meetingID(), "meetingID"));
        MeetingLocation location = found(meeting);
        return switch (end.end(meeting)) {
            case MeetingEnd.Result.Ended _ -> {
                audit.write(
                        request.actor(),
                        "meeting.end",
                        meeting.meetingId(),
                        Map.of(
                                "server_id", location.server().value(),
                                "tenant_id", meeting.tenantId().orElse("")),
                        Map.of());
                yield AdminAnswer.success("Meeting id=%s was ended".formatted(meeting.meetingId()));
            }
            case MeetingEnd.Result.NotFound _ -> throw notFound(meeting);
            case MeetingEnd.Result.Failed(String reason) ->
                throw AdminException.serverFailed(
                        "server %s did not end the meeting (%s)".formatted(location.server(), reason));
        };
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
