package org.scalelite.benchmarks.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Servers and rooms of a morning.
 *
 * @param multipliers of the servers
 * @param rooms by the time of their create
 */
record Morning(List<Double> multipliers, List<Room> rooms) {
    private static final String HEADER = "second,size,minutes,past";
    private static final String SERVERS = "# multipliers: ";
    private static final int SERVER_COUNT = 22;
    private static final int ROOM_COUNT = 200;
    private static final int CREATE_SECONDS = 10;
    private static final int SMALLEST = 5;
    private static final int LARGEST = 150;
    private static final double PAST_NOISE = 0.2;
    private static final double[] MULTIPLIERS = {0.5, 1, 1, 1.5, 2};

    Morning {
        multipliers = List.copyOf(multipliers);
        rooms = rooms.stream().sorted(Comparator.comparing(Room::second)).toList();
    }

    /**
     * A room.
     *
     * @param second of its create
     * @param size users who join, evenly over a quarter of an hour
     * @param minutes from its create to its end
     * @param past its size on the day before; 0: none
     */
    record Room(double second, int size, int minutes, int past) {}

    /** The model: see the head of deploy/benchmarks/morning.csv. */
    static Morning model(long seed) {
        Random random = new Random(seed);
        List<Double> multipliers = IntStream.range(0, SERVER_COUNT)
                .mapToObj(i -> MULTIPLIERS[i % MULTIPLIERS.length])
                .toList();
        List<Room> rooms = IntStream.range(0, ROOM_COUNT)
                .mapToObj(_ -> {
                    int size = (int) Math.round(SMALLEST * Math.pow((double) LARGEST / SMALLEST, random.nextDouble()));
                    double noise = 1 + PAST_NOISE * (2 * random.nextDouble() - 1);
                    double second = Math.round(random.nextDouble() * CREATE_SECONDS * 100) / 100.0;
                    return new Room(second, size, 45 + random.nextInt(46), (int) Math.round(size * noise));
                })
                .toList();
        return new Morning(multipliers, rooms);
    }

    static Morning read(Path file) throws IOException {
        List<Double> multipliers = new ArrayList<>();
        List<Room> rooms = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(SERVERS)) {
                Stream.of(line.substring(SERVERS.length()).split(","))
                        .map(Double::valueOf)
                        .forEach(multipliers::add);
            } else if (!line.startsWith("#") && !line.equals(HEADER) && !line.isBlank()) {
                String[] cells = line.split(",", -1);
                rooms.add(new Room(
                        Double.parseDouble(cells[0]),
                        Integer.parseInt(cells[1]),
                        Integer.parseInt(cells[2]),
                        Integer.parseInt(cells[3])));
            }
        }
        return new Morning(multipliers, rooms);
    }

    /** The same rooms, each created up to so many seconds earlier or later. */
    Morning shifted(double seconds, Random random) {
        return new Morning(
                multipliers,
                rooms.stream()
                        .map(room -> new Room(
                                Math.max(0, room.second() + seconds * (2 * random.nextDouble() - 1)),
                                room.size(),
                                room.minutes(),
                                room.past()))
                        .toList());
    }

    void write(Path file) {
        List<String> lines = new ArrayList<>(List.of(
                "# A model: 200 rooms are created within 10 seconds on 22 servers. Sizes are from 5 to 150, small ones more often",
                "# (their logarithm is evenly distributed); users join evenly over 15 minutes; rooms last 45 to 90 minutes; the size",
                "# on the day before differs by up to 20 %.",
                SERVERS
                        + String.join(
                                ",", multipliers.stream().map(String::valueOf).toList()),
                HEADER));
        rooms.forEach(
                room -> lines.add("%s,%d,%d,%d".formatted(room.second(), room.size(), room.minutes(), room.past())));
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
