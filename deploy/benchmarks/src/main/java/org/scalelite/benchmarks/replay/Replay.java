package org.scalelite.benchmarks.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * {@code deploy/benchmarks/replay FILE}: plays a morning against the rules of placement and prints how full the fullest
 * server is beside its fair share, at worst and on average.
 */
public final class Replay {
    private static final int RUNS = 50;
    private static final int FIRST_SECOND = 5 * 60;
    private static final int LAST_SECOND = 45 * 60;
    private static final int STEP = 10;

    private Replay() {}

    /**
     * The fullest server beside its fair share.
     *
     * @param worst at one moment
     * @param mean over the time
     */
    record Result(double worst, double mean) {}

    /** The program; with {@code --model FILE} it writes the morning of the model. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 2 && arguments[0].equals("--model")) {
            Morning.model(1).write(Path.of(arguments[1]));
            return;
        }
        Map<String, Result> results = compare(Morning.read(Path.of(arguments[0])));
        System.out.println("| rule | worst | mean |\n| --- | --- | --- |");
        results.forEach((rule, result) ->
                System.out.printf(Locale.ROOT, "| %s | %.2f | %.2f |%n", rule, result.worst(), result.mean()));
    }

    static Map<String, Result> compare(Morning morning) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        rules.put("ideal: all sizes known beforehand", Rule.ideal());
        rules.put("hints", Rule.ours(Morning.Room::size));
        rules.put("history", Rule.ours(room -> room.past() > 0 ? room.past() : Rule.MINIMUM));
        rules.put("neither", Rule.ours(_ -> Rule.MINIMUM));
        rules.put("Scalelite", Rule.scalelite());
        Map<String, Result> results = new LinkedHashMap<>();
        rules.forEach((name, rule) -> results.put(name, run(morning, rule)));
        return results;
    }

    /** The mean of several runs, as chance decides among equal servers. */
    private static Result run(Morning morning, Rule rule) {
        double worst = 0;
        double mean = 0;
        for (int run = 0; run < RUNS; run++) {
            List<Integer> places = rule.place(morning, new Random(run));
            double highest = 0;
            double sum = 0;
            int samples = 0;
            for (int second = FIRST_SECOND; second <= LAST_SECOND; second += STEP) {
                double ratio = ratio(morning, Rule.users(morning, places, second));
                highest = Math.max(highest, ratio);
                sum += ratio;
                samples++;
            }
            worst += highest / RUNS;
            mean += sum / samples / RUNS;
        }
        return new Result(worst, mean);
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
