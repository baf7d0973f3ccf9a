package org.scalelite.system;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.simulator.SimulatedBbbServer;

/** An operator who does anything to any server. */
final class RandomCommands {
    static final int ROOMS = 60;

    private final CommandLineFixture scalelite;
    private final ServerRegistry servers;
    private final List<SimulatedBbbServer> machines;
    private final Random random;

    RandomCommands(
            CommandLineFixture scalelite, ServerRegistry servers, List<SimulatedBbbServer> machines, Random random) {
        this.scalelite = scalelite;
        this.servers = servers;
        this.machines = machines;
        this.random = random;
    }

    /** Runs one command. */
    Outcome next() {
        SimulatedBbbServer machine = machines.get(random.nextInt(machines.size()));
        String url = machine.apiUrl().toString();
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> scalelite.run("servers", "add", url, machine.secret());
            case 4, 5, 6, 7 -> scalelite.run("servers", "enable", anyServer());
            case 8, 9 -> scalelite.run("servers", "cordon", anyServer());
            case 10 -> scalelite.run("servers", "disable", anyServer());
            case 11 -> scalelite.run("servers", "panic", "--yes", anyServer());
            case 12 -> scalelite.run("servers", "panic", "--yes", "--keep-state", anyServer());
            case 13 -> scalelite.run("servers", "tag", anyServer(), random.nextBoolean() ? "gpu" : "none");
            case 14 -> scalelite.run("servers", "remove", "--yes", anyServer());
            case 15 -> scalelite.run("servers", "remove", "--yes", "--force", anyServer());
            case 16 -> scalelite.run("servers", "update", anyServer(), "--multiplier=2", "--state=enabled");
            case 17 -> scalelite.run("meetings", "end", "--yes", "room-" + random.nextInt(ROOMS));
            default -> scalelite.runReading(pool(), "servers", "sync", "-", "--yes", "--mode", mode());
        };
    }

    private String mode() {
        return List.of("keep", "cordon", "cordon", "force").get(random.nextInt(4));
    }

    private String anyServer() {
        List<Server> all = servers.all();
        return all.isEmpty()
                ? "nobody"
                : all.get(random.nextInt(all.size())).id().value();
    }

    /** Most of the present servers, some of them otherwise than they are. */
    private String pool() {
        return servers.all().stream()
                .filter(_ -> random.nextInt(6) > 0)
                .map(server -> "  %s: {url: '%s', secret: %s, enabled: %s}"
                        .formatted(server.id(), server.url(), server.secret(), random.nextInt(5) > 0))
                .collect(Collectors.joining("\n", "servers:\n", "\n"));
    }
}
