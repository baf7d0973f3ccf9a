package org.scalelite.api.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerInput;

/** What calls that change servers take. */
final class ServerBodies {
    private ServerBodies() {}

    /** Of addServer. */
    @AdminJson.Wrapped("server")
    @Schema(name = "AddServer", description = "The fields may be at the top too, without \"server\".")
    record Add(
            @Nullable @Schema(nullable = false, requiredMode = Schema.RequiredMode.REQUIRED)
            NewServer server) {}

    /** A server that is added. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record NewServer(
            @Nullable
            @Schema(
                    description = "Its API: an http or https URL that ends in /api.",
                    example = "https://bbb1.example.org/bigbluebutton/api",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String url,

            @Nullable
            @Schema(description = "As 'bbb-conf --secret' shows it.", requiredMode = Schema.RequiredMode.REQUIRED)
            String secret,

            @Nullable @Schema(type = "number", description = "Multiplies its load; above 0. Default: 1.")
            String loadMultiplier,

            @Nullable @Schema(description = "What it is for; meetings ask for it by meta_server-tag.")
            String tag,

            @Nullable @Schema(type = "integer", description = "Meetings on it, at most. Default: no limit.")
            String maxMeetings,

            @Nullable
            @Schema(
                    type = "integer",
                    description =
                            "Users on it at most when it gets a new meeting, the expected ones included. Default: no"
                                    + " limit.")
            String maxUsers,

            @Nullable
            @Schema(
                    type = "boolean",
                    description = "Whether it gets meetings only if no other server can have them. Default: false.")
            String spare,

            @Nullable @Schema(description = "Where it is; meetings prefer a zone by meta_server-zone.")
            String zone) {
        Map<Server.Setting, String> settings() {
            return ServerInput.settings(maxMeetings, maxUsers, spare, zone);
        }

        @Override
        public String toString() {
            return "NewServer";
        }
    }

    /** Of updateServer. */
    @AdminJson.Wrapped("server")
    @Schema(name = "UpdateServer", description = "The fields may be at the top too, without \"server\".")
    record Update(
            @Nullable @Schema(description = "May be in the query instead.")
            String id,

            @Nullable @Schema(nullable = false) Changes server) {}

    /** The fields of a server that change. */
    @Schema(description = "What is missing stays as it is.")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Changes(
            @Nullable
            @Schema(
                    type = "string",
                    allowableValues = {"enable", "cordon", "disable"})
            String state,

            @Nullable @Schema(type = "number", description = "Above 0.")
            String loadMultiplier,

            @Nullable String secret,

            @Nullable @Schema(description = "An empty text removes the tag.")
            String tag,

            @Nullable @Schema(type = "integer", description = "An empty text removes the limit.")
            String maxMeetings,

            @Nullable @Schema(type = "integer", description = "An empty text removes the limit.")
            String maxUsers,

            @Nullable @Schema(type = "boolean") String spare,

            @Nullable @Schema(description = "An empty text removes the zone.")
            String zone) {
        Map<Server.Setting, String> settings() {
            return ServerInput.settings(maxMeetings, maxUsers, spare, zone);
        }

        @Override
        public String toString() {
            return "Changes";
        }
    }

    /** Of deleteServer. */
    @Schema(name = "DeleteServer")
    record Delete(
            @Nullable @Schema(description = "May be in the query instead.")
            String id,

            @Nullable
            @Schema(description = "Also one with meetings: they are forgotten and, created again, get another server.")
            Boolean force) {}

    /** Of panicServer. */
    @Schema(name = "PanicServer")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Panic(
            @Nullable @Schema(description = "May be in the query instead.")
            String id,

            @Nullable @Schema(description = "Leave the server in its state instead of disabling it.")
            Boolean keepState,

            @Nullable
            @Schema(description = "Forget the meetings without ending them: for a server that is certainly dead.")
            Boolean skipEndCalls,

            @Nullable @Schema(nullable = false, description = "The same two, as Scalelite's documentation has them.")
            PanicOptions server) {}

    /** The options of a panic where Scalelite's documentation has them. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record PanicOptions(
            @Nullable Boolean keepState, @Nullable Boolean skipEndCalls) {}
}
