package org.scalelite.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.scalelite.cli.callbacks.CallbacksCommand;
import org.scalelite.cli.check.CheckCommand;
import org.scalelite.cli.cluster.ClusterProxyCommand;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.CommandLines;
import org.scalelite.cli.command.CommandLog;
import org.scalelite.cli.command.HelpGroups;
import org.scalelite.cli.command.HelpGroups.Group;
import org.scalelite.cli.complete.CompleteCommand;
import org.scalelite.cli.doctor.DoctorCommand;
import org.scalelite.cli.history.HistoryCommand;
import org.scalelite.cli.hooks.HooksCommand;
import org.scalelite.cli.meetings.MeetingsCommand;
import org.scalelite.cli.output.Reply;
import org.scalelite.cli.placement.PlacementCommand;
import org.scalelite.cli.poll.PollCommand;
import org.scalelite.cli.rake.RakeCommand;
import org.scalelite.cli.recordings.RecordingsCommand;
import org.scalelite.cli.servers.ServersCommand;
import org.scalelite.cli.status.StatusCommand;
import org.scalelite.cli.tenants.TenantSettingsCommand;
import org.scalelite.cli.tenants.TenantsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line of an operator: {@code scalelite servers add …}, {@code scalelite status}. */
@Command(
        name = "scalelite",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = CommandLines.Version.class,
        description = {
            "Looks after the servers, meetings, tenants and recordings of the load balancer, directly in its stores:"
                    + " it works while the services are down. Reads their environment variables, REDIS_URL and"
                    + " DATABASE_URL above all.",
            "Exit code: 0 if all was done, 1 if not, 2 if the command makes no sense."
        })
public final class ScaleliteCommand {
    static final HelpGroups GROUPS = new HelpGroups(List.of(
            Group.of("Pool", "status", "servers", "meetings", "history", "placement", "poll", "cluster-proxy"),
            Group.of("Recordings and callbacks", "recordings", "callbacks", "hooks"),
            Group.of("Tenants", "tenants", "tenant-settings"),
            Group.of("Diagnosis", "doctor", "check", "audit", "log-level", "liveness"),
            Group.of("Access", "admin-token")));

    @Option(
            names = Reply.UTC,
            scope = ScopeType.INHERIT,
            description = "Show times in UTC instead of the time zone of this machine, or of TZ.")
    @SuppressWarnings("unused") // Reply reads it of the command line.
    private boolean utc;

    private ScaleliteCommand() {}

    /** Runs one command with the environment of this process. */
    public static void main(String[] arguments) {
        CommandLog.setUp();
        System.exit(commandLine(CommandContext.ofProcess(), arguments).execute(arguments));
    }

    /**
     * The command line for these arguments. If they begin with a command, it has only that one: picocli reads the annotations
     * of a command when it is added, and those of all take a third of the time of a short command.
     */
    static CommandLine commandLine(CommandContext context, String... arguments) {
        Map<String, Supplier<Object>> commands = commands(context);
        if (arguments.length > 0 && commands.containsKey(arguments[0])) {
            commands.keySet().retainAll(Set.of(arguments[0]));
        }
        CommandLine root = new CommandLine(new ScaleliteCommand());
        commands.forEach((name, command) -> root.addSubcommand(name, command.get()));
        GROUPS.of(root);
        root.setColorScheme(Help.defaultColorScheme(context.style().ansi()));
        return CommandLines.explaining(root.setCaseInsensitiveEnumValuesAllowed(true));
    }

    private static Map<String, Supplier<Object>> commands(CommandContext context) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("servers", () -> ServersCommand.of(context));
        commands.put("status", () -> new StatusCommand(context));
        commands.put("meetings", () -> MeetingsCommand.of(context));
        commands.put("history", () -> new HistoryCommand(context));
        commands.put("placement", () -> PlacementCommand.of(context));
        commands.put("tenants", () -> TenantsCommand.of(context));
        commands.put("tenant-settings", () -> TenantSettingsCommand.of(context));
        commands.put("recordings", () -> RecordingsCommand.of(context));
        commands.put("callbacks", () -> new CallbacksCommand(context));
        commands.put("hooks", () -> new HooksCommand(context));
        commands.put("poll", () -> new PollCommand(context));
        commands.put("cluster-proxy", () -> new ClusterProxyCommand(context));
        commands.put("audit", () -> new AuditCommand(context));
        commands.put("log-level", () -> new LogLevelCommand(context));
        commands.put("check", () -> new CheckCommand(context));
        commands.put("complete", () -> new CompleteCommand(context, words -> commandLine(context, words)));
        commands.put("liveness", () -> new LivenessCommand(context));
        commands.put("doctor", () -> new DoctorCommand(context));
        commands.put("admin-token", AdminTokenCommand::new);
        commands.put(
                "rake",
                () -> new RakeCommand(context, (wording, words) -> commandLine(context.ofRake(wording), words)));
        return commands;
    }
}
