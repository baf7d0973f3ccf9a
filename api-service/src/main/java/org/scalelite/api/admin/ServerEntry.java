package org.scalelite.api.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.server.Server;

/**
 * A server for programs, to the byte as Scalelite has it (specification, section 6): typed clients read it. Settings that
 * Scalelite does not know are there only if they are set.
 *
 * @param tag empty: none
 * @param bbbVersion empty: not known yet
 * @param load a number, or {@code unavailable} if it may not get new meetings
 * @param loadMultiplier a number as a text
 */
@Schema(name = "Server", description = "A BBB server of the pool.")
@JsonPropertyOrder({
    "id",
    "url",
    "secret",
    "tag",
    "bbb_version",
    "state",
    "load",
    "load_multiplier",
    "online",
    "max_meetings",
    "max_users",
    "spare",
    "zone"
})
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ServerEntry(
        String id,

        @Schema(example = "https://bbb1.example.org/bigbluebutton/api")
        String url,

        @Schema(description = "Missing with ADMIN_API_HIDE_SECRETS=true.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String secret,

        @Schema(description = "What it is for; empty: for meetings without a tag.")
        String tag,

        @Schema(description = "As the last good poll found it; empty: not known yet.", example = "3.0.10")
        String bbbVersion,

        @Schema(
                type = "string",
                allowableValues = {"enabled", "cordoned", "disabled"})
        String state,

        @Schema(
                description = "What it carries, or \"unavailable\" if it gets no new meetings.",
                oneOf = {Double.class, String.class})
        Object load,

        @Schema(description = "A number as a text.", example = "1.0")
        String loadMultiplier,

        @Schema(
                type = "string",
                allowableValues = {"online", "offline"})
        String online,

        @Schema(description = "Meetings on it, at most. Missing: no limit.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Integer maxMeetings,

        @Schema(
                description =
                        "Users on it at most when it gets a new meeting, the expected ones included. Missing: no limit.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Integer maxUsers,

        @Schema(description = "True if it gets meetings only if no other server can have them.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Boolean spare,

        @Schema(description = "Where it is. Missing: nowhere in particular.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String zone) {

    static ServerEntry of(Server server, boolean hidesSecrets) {
        return new ServerEntry(
                server.id().value(),
                server.url().toString(),
                hidesSecrets ? null : server.secret(),
                server.tag().orElse(""),
                server.statistics().bbbVersion().orElse(""),
                server.state().text(),
                server.load().isPresent() ? server.load().getAsDouble() : "unavailable",
                String.valueOf(server.loadMultiplier()),
                server.online() ? "online" : "offline",
                number(server, Server.Setting.MAX_MEETINGS),
                number(server, Server.Setting.MAX_USERS),
                server.settings().containsKey(Server.Setting.SPARE) ? true : null,
                server.settings().get(Server.Setting.ZONE));
    }

    private static @Nullable Integer number(Server server, Server.Setting setting) {
        String value = server.settings().get(setting);
        return value == null ? null : Integer.valueOf(value);
    }

    /** It holds a secret. */
    @Override
    public String toString() {
        return "ServerEntry[" + id + "]";
    }
}
