package org.scalelite.benchmarks.replay;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The fullest server over the time, a line for each rule, as SVG. */
final class Picture {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 360;
    private static final int LEFT = 50;
    private static final int TOP = 20;
    private static final int BOTTOM = 320;
    private static final int RIGHT = 500;
    private static final double HIGHEST = 2;
    private static final List<String> COLOURS = List.of("#444444", "#1b7837", "#2166ac", "#b35806", "#b2182b");

    private Picture() {}

    /** The ratios of each rule from {@link Replay#FIRST_SECOND} to {@link Replay#LAST_SECOND}. */
    static String of(Map<String, List<Double>> ratios) {
        StringBuilder svg = new StringBuilder(text(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">\n<rect width=\"%d\" height=\"%d\" fill=\"white\"/>\n",
                WIDTH, HEIGHT, WIDTH, HEIGHT));
        for (int tenth = 10; tenth <= 20; tenth += 2) {
            double y = y(tenth / 10.0);
            svg.append(text("<path d=\"M%d %.1fH%d\" stroke=\"#dddddd\"/>", LEFT, y, RIGHT));
            svg.append(text("<text x=\"%d\" y=\"%.1f\">%.1f</text>\n", LEFT - 26, y + 4, tenth / 10.0));
        }
        for (int minute = 5; minute <= 45; minute += 10) {
            double x = x((minute * 60 - Replay.FIRST_SECOND) / Replay.STEP);
            svg.append(text("<text x=\"%.1f\" y=\"%d\">%d min</text>\n", x - 14, BOTTOM + 18, minute));
        }
        List<String> rules = List.copyOf(ratios.keySet());
        for (int i = 0; i < rules.size(); i++) {
            List<Double> values = ratios.getOrDefault(rules.get(i), List.of());
            String colour = COLOURS.get(i % COLOURS.size());
            String points = IntStream.range(0, values.size())
                    .mapToObj(at -> text("%.1f,%.1f", x(at), y(values.get(at))))
                    .collect(Collectors.joining(" "));
            svg.append(
                    text("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>\n", colour, points));
            svg.append(text(
                    "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n",
                    RIGHT + 14, BOTTOM - 20 * (i + 1), colour, rules.get(i)));
        }
        return svg.append("</svg>\n").toString();
    }

    private static double x(int step) {
        return LEFT + (double) step * Replay.STEP * (RIGHT - LEFT) / (Replay.LAST_SECOND - Replay.FIRST_SECOND);
    }

    private static double y(double ratio) {
        return BOTTOM - (Math.min(ratio, HIGHEST) - 1) * (BOTTOM - TOP) / (HIGHEST - 1);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
