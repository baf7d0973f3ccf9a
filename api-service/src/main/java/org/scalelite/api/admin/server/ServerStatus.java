package org.scalelite.api.admin.server;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerFacts;

/** What is known of a server, without its secret. */
@Schema(name = "ServerStatus")
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ServerStatus(
        String id,

        @Schema(example = "https://bbb1.example.org/bigbluebutton/api")
        String url,

        @Schema(
                type = "string",
                allowableValues = {"enabled", "cordoned", "disabled"})
        String state,

        @Schema(
                type = "string",
                allowableValues = {"healthy", "slow_start", "suspect", "offline", "released"})
        String health,

        @Schema(format = "date-time", nullable = true) @Nullable
        String healthSince,

        @Schema(description = "Why the server is in this health state.", nullable = true) @Nullable
        String healthReason,

        @Schema(description = "Whether it may get a new meeting now.")
        boolean available,

        @Schema(description = "Null if it gets no new meetings.", nullable = true) @Nullable
        Double load,

        double loadMultiplier,
        int meetings,
        int users,

        @Schema(description = "The users of its largest meeting.")
        int largestMeeting,

        int videos,
        int voiceUsers,
        int listeners,

        @Schema(nullable = true) @Nullable String tag,

        @Schema(example = "3.0.10", nullable = true) @Nullable
        String bbbVersion,

        @Schema(format = "date-time", nullable = true) @Nullable
        String certificateExpiresAt,

        @Schema(format = "date-time", nullable = true) @Nullable
        String polledAt,

        @Schema(description = "Of the last poll that was answered, in seconds.", nullable = true) @Nullable
        Double pollDuration) {

    static ServerStatus of(ServerFacts facts) {
        Server server = facts.server();
        Server.Statistics statistics = server.statistics();
        return new ServerStatus(
                server.id().value(),
                server.url().toString(),
                server.state().text(),
                facts.health(),
                facts.healthSince().map(Instant::toString).orElse(null),
                facts.healthReason().isEmpty() ? null : facts.healthReason(),
                facts.isAvailable(),
                server.load().isPresent() ? server.load().getAsDouble() : null,
                server.loadMultiplier(),
                statistics.meetings(),
                statistics.users(),
                statistics.largestMeeting(),
                statistics.videos(),
                facts.totals().voiceUsers(),
                facts.totals().listeners(),
                server.tag().orElse(null),
                statistics.bbbVersion().orElse(null),
                facts.certificateExpiry().map(Instant::toString).orElse(null),
                facts.polledAt().map(Instant::toString).orElse(null),
                facts.pollDuration().map(ServerStatus::seconds).orElse(null));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
