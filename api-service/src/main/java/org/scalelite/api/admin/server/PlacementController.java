package org.scalelite.api.admin.server;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.admin.AdminException;
import org.scalelite.api.admin.Errors;
import org.scalelite.api.admin.Inputs;
import org.scalelite.api.http.Routes.AdminApi;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.placement.PlacementLog;
import org.scalelite.common.placement.PlacementModel;
import org.scalelite.common.placement.PlacementRecord;
import org.scalelite.common.placement.PlacementTrial;
import org.scalelite.common.tenant.TenantEntry;
import org.scalelite.common.tenant.TenantRegistry;

/** Why meetings are on their servers, and where new ones would go. */
@AdminApi
@Controller("/scalelite/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Pool")
@Errors
record PlacementController(PlacementLog log, PlacementTrial trial, TenantRegistry tenants, Settings settings) {
    private static final int MAX_USERS = 100_000;

    /** A server that was compared. */
    @Schema(name = "ComparedServer")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Compared(
            String serverId,

            @Schema(description = "Before the meeting.") double load,

            @Schema(description = "The part of the load that was added since the last poll.")
            double reserved,

            @Schema(
                    description =
                            "chosen, load, size, zone, slow_start, spare, tag, creates_failing, limit, id_taken, tried,"
                                    + " disabled.",
                    example = "load")
            String reason) {}

    /** How a meeting got its server, or why it got none. */
    @Schema(name = "Placement")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Placement(
            @Schema(format = "date-time") String at,

            @Schema(description = "created, moved, no_server, id_taken.", example = "created")
            String outcome,

            @Schema(description = "Null if it got none.", nullable = true) @Nullable
            String serverId,

            int expectedUsers,

            @Schema(
                    description = "What told the expected users: hint, max_participants, past, average, minimum.",
                    example = "past")
            String basis,

            @Schema(description = "As in meta_server-tag, without the exclamation mark.")
            String tags,

            boolean tagRequired,

            @Schema(description = "The preferred zone; empty: none.")
            String zone,

            @Schema(description = "Enabled servers that could not get meetings.")
            int unavailableServers,

            @Schema(description = "The least loaded servers of the pool, and the chosen one.")
            List<Compared> servers) {
        static Placement of(PlacementRecord placement) {
            return new Placement(
                    placement.at().toString(),
                    placement.outcome(),
                    placement.server().isEmpty() ? null : placement.server(),
                    placement.users(),
                    placement.basis(),
                    placement.tags(),
                    placement.required(),
                    placement.zone(),
                    placement.unavailable(),
                    placement.servers().stream()
                            .map(server ->
                                    new Compared(server.server(), server.load(), server.reserved(), server.reason()))
                            .toList());
        }
    }

    /** Placements of a meeting, the last one first. */
    @Schema(name = "PlacementList")
    record Placements(List<Placement> placements) {}

    /**
     * The last five placements of a meeting within a day.
     *
     * @param meetingID As the front-end gave it.
     * @param tenantId The tenant of the meeting, if it has one.
     * @return The placements, the last one first.
     */
    @Get("/getPlacements")
    Placements getPlacements(
            @QueryValue String meetingID, @QueryValue @Parameter(required = false) Optional<String> tenantId) {
        return new Placements(log.of(tenantId.orElse(""), meetingID).stream()
                .map(Placement::of)
                .toList());
    }

    /** What the meetings of a dry run would do to a server. */
    @Schema(name = "DryRunServer")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Row(
            String serverId,

            int meetings,

            @Schema(description = "Null if it gets no new meetings.", nullable = true) @Nullable
            Double loadBefore,

            @Schema(nullable = true) @Nullable Double loadAfter,

            @Schema(description = "Why the last meeting got this server or not.", example = "load")
            String reason) {
        static Row of(PlacementTrial.Row row) {
            return new Row(
                    row.server().value(),
                    row.placed(),
                    number(row.loadBefore()),
                    number(row.loadAfter()),
                    row.reason().text());
        }

        private static @Nullable Double number(OptionalDouble load) {
            return load.isPresent() ? load.getAsDouble() : null;
        }
    }

    /** The servers after a dry run. */
    @Schema(name = "DryRun")
    record DryRun(List<Row> servers) {}

    /**
     * Where new meetings would go now, one after the other; nothing is changed.
     *
     * @param tenantId Their tenant, whose settings and average size apply.
     * @param tag As in meta_server-tag.
     * @param zone As in meta_server-zone.
     * @param size The expected users of each. Default: the average of the tenant, else LOAD_MIN_USER_COUNT.
     * @param count Their number, up to 1000. Default: 100.
     * @return All servers, those with the most of the new meetings first.
     */
    @Get("/getPlacementDryRun")
    @Errors.NotFound
    DryRun getPlacementDryRun(
            @QueryValue @Parameter(required = false) Optional<String> tenantId,
            @QueryValue @Parameter(required = false) Optional<String> tag,
            @QueryValue @Parameter(required = false) Optional<String> zone,
            @QueryValue @Parameter(required = false) Optional<Integer> size,
            @QueryValue @Parameter(required = false) Optional<Integer> count) {
        size.ifPresent(users -> inRange(users, "size", MAX_USERS));
        count.ifPresent(meetings -> inRange(meetings, "count", PlacementTrial.MAX_MEETINGS));
        Optional<TenantEntry> tenant = tenantId.map(id ->
                tenants.find(id).orElseThrow(() -> AdminException.notFound("Couldn't find tenant with id=" + id)));
        PlacementModel.Wish wish = trial.wish(tenant, tag, zone, size, settings.get(Variables.LOAD_MIN_USER_COUNT));
        return new DryRun(trial.place(wish, count.orElse(Inputs.DEFAULT_LIMIT)).stream()
                .map(Row::of)
                .toList());
    }

    private static void inRange(int number, String name, int most) {
        if (number < 1 || number > most) {
            throw new InvalidInputException(
                    "%s is '%d', which is not allowed: give a whole number from 1 to %d".formatted(name, number, most));
        }
    }
}
