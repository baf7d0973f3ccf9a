package org.scalelite.cli.servers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.common.server.Server;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code servers yaml}. */
@Command(
        name = "yaml",
        description =
                "Writes the pool, with its secrets, as 'servers sync' reads it: to keep it, or to change it there.")
final class ServersYaml extends StoreCommand {
    @Option(names = "--verbose", description = "Also what polls have found; 'servers sync' passes over it.")
    private boolean verbose;

    ServersYaml(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        return context.with((servers, _) -> {
            reply.out().print(text(servers.all()));
            reply.out().flush();
            return ExitCode.OK;
        });
    }

    private String text(List<Server> servers) {
        Map<String, Map<String, Object>> byId = new LinkedHashMap<>();
        ServersCommand.sorted(servers).forEach(server -> byId.put(server.id().value(), fields(server)));
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return new Yaml(options).dump(Map.of("servers", byId));
    }

    private static Object typed(Server.Setting setting, String value) {
        return switch (setting) {
            case MAX_MEETINGS, MAX_USERS -> Integer.valueOf(value);
            case SPARE -> Boolean.valueOf(value);
            case ZONE -> value;
        };
    }

    private Map<String, Object> fields(Server server) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("url", server.url().toString());
        fields.put("secret", server.secret());
        fields.put("enabled", server.state() == Server.State.ENABLED);
        fields.put("load_multiplier", server.loadMultiplier());
        server.tag().ifPresent(tag -> fields.put("tag", tag));
        new TreeMap<>(server.settings()).forEach((setting, value) -> fields.put(setting.text(), typed(setting, value)));
        if (verbose) {
            server.load().ifPresent(load -> fields.put("load", load));
            fields.put("state", server.state().text());
            server.statistics().bbbVersion().ifPresent(version -> fields.put("bbb_version", version));
            fields.put("online", server.online());
        }
        return fields;
    }
}
