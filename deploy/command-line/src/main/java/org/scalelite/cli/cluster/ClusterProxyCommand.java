package org.scalelite.cli.cluster;

import java.util.List;
import java.util.stream.Collectors;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.common.cluster.ClusterProxy;
import org.scalelite.common.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code cluster-proxy}: the configuration of the common host. */
@Command(
        name = "cluster-proxy",
        description = "One host name before the pool, as BigBlueButton's cluster proxy; without a command, as nginx.")
public final class ClusterProxyCommand extends StoreCommand {
    private static final String HEAD = """
            # The paths of all BBB servers on the common host, for its server block. Made by 'scalelite cluster-proxy nginx';
            # print it again after a server was added or removed, or has another URL.
            """;

    /** As BBB's documentation of the cluster proxy has it. SNI is for servers behind a proxy of their own. */
    private static final String LOCATION = """
            location %s {
                proxy_pass %s;
                proxy_ssl_server_name on;
                proxy_http_version 1.1;
                proxy_set_header Upgrade $http_upgrade;
                proxy_set_header Connection "Upgrade";
            }
            """;

    public ClusterProxyCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        return nginx();
    }

    @Command(
            name = "nginx",
            description = "Prints the locations of all servers, also of disabled ones, for nginx on the common host.")
    int nginx() {
        return context.with((servers, settings) -> {
            reply.out().print(text(ClusterProxy.of(settings), servers.all()));
            reply.out().flush();
            return ExitCode.OK;
        });
    }

    /** In the order of the paths. */
    static String text(ClusterProxy proxy, List<Server> servers) {
        return proxy.byPath(servers).entrySet().stream()
                .map(entry -> locations(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("", HEAD, ""));
    }

    /** Nothing in a checked URL has a meaning to nginx. */
    private static String locations(String path, Server server) {
        String origin = ClusterProxy.originOf(server);
        String client = path + "/html5client/";
        String api = server.url().getRawPath().replaceFirst("/$", "");
        return "\n" + LOCATION.formatted(client, origin + client)
                + LOCATION.formatted(path + "/bigbluebutton/api", origin + api);
    }
}
