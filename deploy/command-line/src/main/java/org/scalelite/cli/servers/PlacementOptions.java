package org.scalelite.cli.servers;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The settings of a server for placement. */
@Command
final class PlacementOptions {
    @Option(
            names = "--max-meetings",
            paramLabel = "NUMBER",
            description = "Meetings on it, at most; an empty text removes the limit.")
    private @Nullable String maxMeetings;

    @Option(
            names = "--max-users",
            paramLabel = "NUMBER",
            description = "Users on it at most when it gets a new meeting, the expected ones included.")
    private @Nullable String maxUsers;

    @Option(
            names = "--spare",
            paramLabel = "true|false",
            description = "Whether it gets meetings only if no other server can have them.")
    private @Nullable String spare;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Where it is; meetings prefer a zone by meta_server-zone. An empty text removes it.")
    private @Nullable String zone;

    /**
     * The settings that were given; an empty text removes one.
     *
     * @throws org.scalelite.common.admin.InvalidInputException if one is invalid
     */
    Map<Server.Setting, String> settings() {
        return ServerInput.settings(maxMeetings, maxUsers, spare, zone);
    }
}
