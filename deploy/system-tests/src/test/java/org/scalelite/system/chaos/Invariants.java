package org.scalelite.system.chaos;

import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.common.registry.RegistryFault;
import org.scalelite.common.registry.RegistryRepair;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;

/** What has to hold whenever the suite is left alone for a few polls, whatever happened before. */
final class Invariants {
    private final Installation suite;
    private final RedisStore redis;
    private final RegistryRepair repair;
    private final String faultScript;

    Invariants(Installation suite) {
        this.suite = suite;
        this.redis = suite.registry().redis();
        this.repair = new RegistryRepair(redis, Actor.SUITE);
        try (var lua = Objects.requireNonNull(
                Invariants.class.getResourceAsStream("/org/scalelite/system/registry-faults.lua"))) {
            faultScript = new String(lua.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What does not hold at the moment. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        try {
            Census census = Census.of(suite.machines());
            broken.addAll(census.doubles());
            broken.addAll(census.sharedVoiceBridges());
            compareMeetings(census, broken);
            compareLoads(broken);
            broken.addAll(redis.commands()
                    .eval(
                            faultScript,
                            ScriptOutputType.MULTI,
                            new String[0],
                            redis.keys().prefix(),
                            "1"));
            repair.serverAndMeetingFaults().stream().map(RegistryFault::what).forEach(broken::add);
            broken.addAll(suite.recordings().faults());
        } catch (RedisUnavailableException | RedisException e) {
            broken.add("Redis is away: " + e.getMessage());
        }
        return broken;
    }

    /** The registry is the union of what the servers have. */
    private void compareMeetings(Census census, List<String> broken) {
        Map<String, ServerId> known = suite.registry().meetings().all().stream()
                .collect(Collectors.toMap(meeting -> meeting.key().meetingId(), KnownMeeting::server, (a, _) -> a));
        known.forEach((id, server) -> {
            if (census.meetings().getOrDefault(id, List.of()).stream()
                    .noneMatch(sighting -> sighting.machine().id().equals(server))) {
                broken.add(id + " is on " + server + " for the registry, and is not there");
            }
        });
        census.meetings()
                .forEach((id, sightings) -> sightings.forEach(sighting -> {
                    if (!sighting.machine().id().equals(known.get(id))) {
                        broken.add(id + " runs on " + sighting.machine() + ", for the registry on " + known.get(id));
                    }
                }));
    }

    /** Users and, once more, moderators. */
    private void compareLoads(List<String> broken) {
        List<String> failing = redis.commands().hkeys(redis.keys().of(RedisKey.CREATE_FAILURES));
        Map<ServerId, Server> servers = new HashMap<>();
        suite.registry().servers().all().forEach(server -> servers.put(server.id(), server));
        for (Machine machine : suite.machines()) {
            Server server = servers.get(machine.id());
            if (server == null) {
                broken.add(machine + " is not in the registry");
                continue;
            }
            int load = machine.meetings().stream()
                    .mapToInt(meeting -> 2 * meeting.moderators() + meeting.viewers())
                    .sum();
            // One that failed to create meetings shows none until it makes one.
            boolean hidden = machine.isDead() || failing.contains(machine.id().value());
            OptionalDouble expected = hidden ? OptionalDouble.empty() : OptionalDouble.of(load);
            if (!server.load().equals(expected)) {
                broken.add(machine + " has load " + server.load() + " instead of " + expected);
            }
        }
    }

    /** What {@code scalelite doctor} says against the registry. */
    List<String> doctorsFindings() {
        Map<String, String> environment = new HashMap<>(suite.environment());
        try (CommandLineFixture scalelite = new CommandLineFixture(environment)) {
            String report = scalelite.run("doctor").out();
            int start = report.indexOf("\nregistry\n");
            return start < 0
                    ? List.of("the doctor did not come to the registry: " + report)
                    : report.substring(start)
                            .lines()
                            .filter(line -> line.startsWith("  problem") || line.startsWith("  warning"))
                            .toList();
        }
    }
}
