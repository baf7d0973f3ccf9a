package org.scalelite.benchmarks.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.scalelite.benchmarks.replay.Morning.Room;
import org.scalelite.common.placement.ExpectedUsers;

/** A rule that gives each room of a morning a server. */
@FunctionalInterface
interface Rule {
    int MINIMUM = 15;
    Duration YOUTH = Duration.ofMinutes(15);
    int POLL_SECONDS = 60;

    /** The number of the server of each room, in their order. */
    List<Integer> place(Morning morning, Random random);

    /** A room of a server, as that rule counts it. */
    private static double present(Room room, double second) {
        double age = second - room.second();
        return age < 0 || age > room.minutes() * 60.0
                ? 0
                : Math.floor(room.size() * Math.min(1, age / YOUTH.toSeconds()));
    }

    /** The users of each server at a time. */
    static double[] users(Morning morning, List<Integer> places, double second) {
        double[] users = new double[morning.multipliers().size()];
        for (int i = 0; i < places.size(); i++) {
            users[places.get(i)] += present(morning.rooms().get(i), second);
        }
        return users;
    }

    /** The rules of this suite, with what is expected of a room. */
    static Rule ours(ToIntFunction<Room> expected) {
        return (morning, random) -> leastLoaded(morning, random, expected, expected);
    }

    /** Scalelite: a create adds one, and a poll counts the minimum of a young room. */
    static Rule scalelite() {
        return (morning, random) -> leastLoaded(morning, random, _ -> 1, _ -> MINIMUM);
    }

    /**
     * Places each room on the least loaded server.
     *
     * @param reserved by a create, until the next poll
     * @param expected counted at least by polls while a room is young
     */
    private static List<Integer> leastLoaded(
            Morning morning, Random random, ToIntFunction<Room> reserved, ToIntFunction<Room> expected) {
        List<Integer> places = new ArrayList<>();
        for (Room room : morning.rooms()) {
            double polled = Math.floor(room.second() / POLL_SECONDS) * POLL_SECONDS;
            double[] load = new double[morning.multipliers().size()];
            for (int i = 0; i < places.size(); i++) {
                Room other = morning.rooms().get(i);
                load[places.get(i)] += other.second() < polled
                        ? counted(other, polled, expected.applyAsInt(other))
                        : reserved.applyAsInt(other);
            }
            places.add(IntStream.range(0, load.length)
                    .boxed()
                    .min(Comparator.comparingDouble((Integer i) ->
                                    load[i] * morning.multipliers().get(i))
                            .thenComparing(_ -> random.nextInt()))
                    .orElseThrow());
        }
        return places;
    }

    private static double counted(Room room, double second, int expected) {
        if (second > room.second() + room.minutes() * 60.0) {
            return 0;
        }
        Duration age = Duration.ofMillis((long) ((second - room.second()) * 1_000));
        int least = ExpectedUsers.stillExpected(expected, MINIMUM, age, YOUTH).orElse(0);
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
