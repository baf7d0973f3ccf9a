package org.scalelite.benchmarks.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * {@code deploy/benchmarks/replay}: plays a morning against the rules of placement and prints how full the fullest server is
 * beside its fair share, at worst and on average.
 */
public final class Replay {
    static final String IDEAL = "ideal: all sizes known beforehand";

    /** Before, there are few users; later, rooms of the model end, and no rule can do anything about that. */
    static final int FIRST_SECOND = 5 * 60;

    static final int LAST_SECOND = 45 * 60;
    static final int STEP = 10;
    private static final int RUNS = 50;

    /** The order of creates within some seconds is chance, and the last large room decides much: each run has another order. */
    private static final double SHIFT_SECONDS = 2;

    private Replay() {}

    /**
     * The fullest server beside its fair share.
     *
     * @param worst at one moment
     * @param mean over the time
     */
    record Result(double worst, double mean) {
        static Result of(List<Double> ratios) {
            return new Result(
                    ratios.stream().mapToDouble(ratio -> ratio).max().orElseThrow(),
                    ratios.stream().mapToDouble(ratio -> ratio).average().orElseThrow());
        }

        static Result mean(List<Result> results) {
            return new Result(
                    results.stream().mapToDouble(Result::worst).average().orElseThrow(),
                    results.stream().mapToDouble(Result::mean).average().orElseThrow());
        }
    }

    /**
     * The program: {@code FILE}, {@code --mornings NUMBER} of the model, {@code --picture FILE SVG}, or {@code --model FILE},
     * which writes the first morning of the model.
     */
    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "--model" -> Morning.model(1).write(Path.of(arguments[1]));
            case "--picture" ->
                Files.writeString(Path.of(arguments[2]), Picture.of(ratios(Morning.read(Path.of(arguments[1])))));
            case "--mornings" -> print(compareModels(Integer.parseInt(arguments[1])));
            default -> print(compare(Morning.read(Path.of(arguments[0])), RUNS));
        }
    }

    private static void print(Map<String, Result> results) {
        double ideal = Objects.requireNonNull(results.get(IDEAL)).worst();
        System.out.println("| rule | worst | mean | worst × ideal |\n| --- | --- | --- | --- |");
        results.forEach((rule, result) -> System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f |%n",
                rule,
                result.worst(),
                result.mean(),
                result.worst() / ideal));
    }

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        rules.put(IDEAL, Rule.ideal());
        rules.put("hints", Rule.ours(Morning.Room::size, true));
        rules.put("history", Rule.ours(room -> room.past() > 0 ? room.past() : Rule.MINIMUM, true));
        rules.put("neither", Rule.ours(_ -> Rule.MINIMUM, false));
        rules.put("Scalelite", Rule.scalelite());
        return rules;
    }

    /** The means of several runs, as chance decides among equal servers and about the order of creates. */
    static Map<String, Result> compare(Morning morning, int runs) {
        Map<String, Result> results = new LinkedHashMap<>();
        rules().forEach((name, rule) -> results.put(
                name,
                Result.mean(IntStream.range(0, runs)
                        .mapToObj(run -> Result.of(ratios(morning, rule, run)))
                        .toList())));
        return results;
    }

    /** The means of so many mornings of the model. */
    static Map<String, Result> compareModels(int mornings) {
        List<Map<String, Result>> each = LongStream.rangeClosed(1, mornings)
                .mapToObj(seed -> compare(Morning.model(seed), 1))
                .toList();
        Map<String, Result> results = new LinkedHashMap<>();
        rules().keySet()
                .forEach(rule -> results.put(
                        rule,
                        Result.mean(each.stream()
                                .map(of -> Objects.requireNonNull(of.get(rule)))
                                .toList())));
        return results;
    }

    /** The ratios of each rule over the time, as the means of several runs. */
    private static Map<String, List<Double>> ratios(Morning morning) {
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        rules().forEach((name, rule) -> {
            List<List<Double>> runs = IntStream.range(0, RUNS)
                    .mapToObj(run -> ratios(morning, rule, run))
                    .toList();
            ratios.put(
                    name,
                    IntStream.range(0, runs.getFirst().size())
                            .mapToObj(at -> runs.stream()
                                    .mapToDouble(run -> run.get(at))
                                    .average()
                                    .orElseThrow())
                            .toList());
        });
        return ratios;
    }

    private static List<Double> ratios(Morning morning, Rule rule, long seed) {
        Random random = new Random(seed);
        Morning shifted = morning.shifted(SHIFT_SECONDS, random);
        List<Integer> places = rule.place(shifted, random);
        List<Double> ratios = new ArrayList<>();
        for (int second = FIRST_SECOND; second <= LAST_SECOND; second += STEP) {
            ratios.add(ratio(shifted, Rule.users(shifted, places, second)));
        }
        return ratios;
    }

    /** The load of the fullest server, divided by the load that all would have if it were spread evenly. */
    private static double ratio(Morning morning, double[] users) {
        double capacity = 0;
        double total = 0;
        double fullest = 0;
        for (int i = 0; i < users.length; i++) {
            double multiplier = morning.multipliers().get(i);
            capacity += 1 / multiplier;
            total += users[i];
            fullest = Math.max(fullest, users[i] * multiplier);
        }
        return fullest / (total / capacity);
    }
}
