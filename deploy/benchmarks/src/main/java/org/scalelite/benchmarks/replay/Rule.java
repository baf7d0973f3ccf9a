package org.scalelite.benchmarks.replay;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.scalelite.benchmarks.replay.Morning.Room;
import org.scalelite.common.placement.Candidate;
import org.scalelite.common.placement.ExpectedUsers;
import org.scalelite.common.placement.PlacementModel;
import org.scalelite.common.placement.PlacementModel.Wish;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.TagRequirement;

/** A rule that gives each room of a morning a server. */
@FunctionalInterface
interface Rule {
    int MINIMUM = 15;
    Duration JOIN_TIME = Duration.ofMinutes(15);
    int POLL_SECONDS = 60;

    /** The number of the server of each room, in their order. */
    List<Integer> place(Morning morning, Random random);

    /** The users of a room. */
    private static double present(Room room, double second) {
        double age = second - room.second();
        return age < 0 || age > room.minutes() * 60.0
                ? 0
                : Math.floor(room.size() * Math.min(1, age / JOIN_TIME.toSeconds()));
    }

    /** The users of each server at a time. */
    static double[] users(Morning morning, List<Integer> places, double second) {
        double[] users = new double[morning.multipliers().size()];
        for (int i = 0; i < places.size(); i++) {
            users[places.get(i)] += present(morning.rooms().get(i), second);
        }
        return users;
    }

    /**
     * The rules of this suite, by the model that a test compares with the scripts.
     *
     * @param expected of a room
     * @param known whether a hint or the past tells it
     */
    static Rule ours(ToIntFunction<Room> expected, boolean known) {
        return (morning, random) -> place(morning, expected, expected, (loads, room) -> {
            int users = expected.applyAsInt(room);
            Wish wish = new Wish(TagRequirement.none(), "", users, users, known, Set.of());
            return PlacementModel.choose(candidates(morning, loads), wish, random::nextInt)
                    .server()
                    .map(id -> Integer.parseInt(id.value()))
                    .orElseThrow();
        });
    }

    /** Scalelite: a create adds one, and a poll counts the minimum of a young room; the least loaded server is chosen. */
    static Rule scalelite() {
        return (morning, random) -> place(
                morning,
                _ -> 1,
                _ -> MINIMUM,
                (loads, _) -> IntStream.range(0, loads.length)
                        .boxed()
                        .min(Comparator.comparingDouble((Integer i) -> loads[i]).thenComparing(_ -> random.nextInt()))
                        .orElseThrow());
    }

    private static List<Candidate> candidates(Morning morning, double[] loads) {
        return IntStream.range(0, loads.length)
                .mapToObj(i -> new Candidate(
                        new Server(
                                new ServerId(String.valueOf(i)),
                                URI.create("https://bbb-" + i),
                                "",
                                Optional.empty(),
                                Server.State.ENABLED,
                                true,
                                morning.multipliers().get(i),
                                OptionalDouble.empty(),
                                new Server.Statistics(0, 0, 0, 0, Optional.empty()),
                                new Server.PollCounters(0, 0)),
                        OptionalDouble.of(loads[i]),
                        0,
                        0,
                        false,
                        false))
                .toList();
    }

    /** The choice of a server by the loads of all. */
    @FunctionalInterface
    interface Choice {
        int server(double[] loads, Room room);
    }

    /**
     * Places the rooms one after another.
     *
     * @param reserved by a create, until the next poll
     * @param expected counted at least by polls while a room is young
     */
    private static List<Integer> place(
            Morning morning, ToIntFunction<Room> reserved, ToIntFunction<Room> expected, Choice choice) {
        List<Integer> places = new ArrayList<>();
        for (Room room : morning.rooms()) {
            double polled = Math.floor(room.second() / POLL_SECONDS) * POLL_SECONDS;
            double[] loads = new double[morning.multipliers().size()];
            for (int i = 0; i < places.size(); i++) {
                Room other = morning.rooms().get(i);
                double users = other.second() < polled
                        ? counted(other, polled, expected.applyAsInt(other))
                        : reserved.applyAsInt(other);
                loads[places.get(i)] += users * morning.multipliers().get(places.get(i));
            }
            places.add(choice.server(loads, room));
        }
        return places;
    }

    private static double counted(Room room, double second, int expected) {
        if (second > room.second() + room.minutes() * 60.0) {
            return 0;
        }
        Duration age = Duration.ofMillis((long) ((second - room.second()) * 1_000));
        int least =
                ExpectedUsers.stillExpected(expected, MINIMUM, age, JOIN_TIME).orElse(0);
        return Math.max(present(room, second), least);
    }

    /** Knows all sizes beforehand: the largest room first, where the server is least loaded with it. */
    static Rule ideal() {
        return (morning, _) -> {
            Integer[] places = new Integer[morning.rooms().size()];
            double[] users = new double[morning.multipliers().size()];
            IntStream.range(0, places.length)
                    .boxed()
                    .sorted(Comparator.comparing(
                                    (Integer i) -> morning.rooms().get(i).size())
                            .reversed())
                    .forEach(i -> {
                        int size = morning.rooms().get(i).size();
                        places[i] = IntStream.range(0, users.length)
                                .boxed()
                                .min(Comparator.comparingDouble(server -> (users[server] + size)
                                        * morning.multipliers().get(server)))
                                .orElseThrow();
                        users[places[i]] += size;
                    });
            return List.of(places);
        };
    }
}
