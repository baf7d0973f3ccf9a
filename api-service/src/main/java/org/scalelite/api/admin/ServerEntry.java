package org.scalelite.api.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.server.Server;

/**
 * A server for programs, as Scalelite has it (specification, section 6).
 *
 * @param load a number, or {@code unavailable} if it may not get new meetings
 */
@Schema(name = "Server", description = "A BBB server of the pool.")
@JsonPropertyOrder({"id", "url", "secret", "tag", "bbb_version", "state", "load", "load_multiplier", "online"})
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ServerEntry(
        String id,

        @Schema(example = "https://bbb1.example.org/bigbluebutton/api")
        String url,

        @Schema(description = "Missing with ADMIN_API_HIDE_SECRETS=true.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String secret,

        @Schema(description = "What it is for; null: for meetings without a tag.", nullable = true) @Nullable
        String tag,

        @Schema(description = "As the last good poll found it.", nullable = true) @Nullable
        String bbbVersion,

        @Schema(
                type = "string",
                allowableValues = {"enabled", "cordoned", "disabled"})
        String state,

        @Schema(
                description = "What it carries, or \"unavailable\" if it gets no new meetings.",
                oneOf = {Double.class, String.class})
        Object load,

        double loadMultiplier,

        @Schema(
                type = "string",
                allowableValues = {"online", "offline"})
        String online) {

    /** With its secret. */
    public static ServerEntry of(Server server) {
        return of(server, false);
    }

    static ServerEntry of(Server server, boolean hidesSecrets) {
        return new ServerEntry(
                server.id().value(),
                server.url().toString(),
                hidesSecrets ? null : server.secret(),
                server.tag().orElse(null),
                server.statistics().bbbVersion().orElse(null),
                server.state().text(),
                server.load().isPresent() ? server.load().getAsDouble() : "unavailable",
                server.loadMultiplier(),
                server.online() ? "online" : "offline");
    }

    /** It holds a secret. */
    @Override
    public String toString() {
        return "ServerEntry[" + id + "]";
    }
}
