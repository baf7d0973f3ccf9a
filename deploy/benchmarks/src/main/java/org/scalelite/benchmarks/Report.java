package org.scalelite.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.scalelite.benchmarks.load.Measurement;

/** What a run found, as Markdown that can be read as plain text. */
public final class Report {
    private static final double NOISY = 0.1;

    private final List<String> facts = new ArrayList<>();
    private final TextTable loads = new TextTable(
            "case", "requests/s", "p50 ms", "p99 ms", "errors", "CPU µs/request", "Redis µs", "BBB µs", "RSS MiB");
    private final TextTable scripts = new TextTable("script", "median µs", "max µs");
    private final TextTable others = new TextTable("case", "figure");
    private final TextTable targets = new TextTable("target", "measured", "reached");
    private final List<String> remarks = new ArrayList<>();
    private boolean allReached = true;

    void line(String fact) {
        facts.add(fact);
        System.out.println(fact);
    }

    void load(String name, Measurement found, long rssMib) {
        loads.row(
                name,
                String.format(Locale.ROOT, "%,.0f", found.requestsPerSecond()),
                String.format(Locale.ROOT, "%.2f", found.medianMillis()),
                String.format(Locale.ROOT, "%.2f", found.p99Millis()),
                Long.toString(found.errors()),
                String.format(Locale.ROOT, "%,.1f", found.cpuMicros()),
                String.format(Locale.ROOT, "%,.1f", found.redisMicros()),
                String.format(Locale.ROOT, "%,.1f", found.bbbMicros()),
                Long.toString(rssMib));
        if (found.errors() > 0) {
            remarks.add(name + ": the first error was " + found.firstError().strip());
        }
        if (found.foreign() > NOISY) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "%s: programs outside of the run took up to %.0f %% of the machine",
                    name,
                    found.foreign() * 100));
        }
    }

    void script(String name, double medianMicros, double maxMicros) {
        scripts.row(
                name,
                String.format(Locale.ROOT, "%,.0f", medianMicros),
                String.format(Locale.ROOT, "%,.0f", maxMicros));
    }

    public void other(String name, String figure) {
        others.row(name, figure);
    }

    /** A figure that should be at least so high. */
    public void atLeast(String name, double target, double measured, String format) {
        judge(name, measured >= target, target, measured, format);
    }

    /** A figure that should be below a limit. */
    public void below(String name, double target, double measured, String format) {
        judge(name, measured < target, target, measured, format);
    }

    private void judge(String name, boolean reached, double target, double measured, String format) {
        allReached &= reached;
        String gap = String.format(Locale.ROOT, "%.0f %%", Math.abs(measured - target) / target * 100);
        targets.row(
                name,
                String.format(Locale.ROOT, format, measured),
                reached ? "yes, with " + gap + " to spare" : "NO, " + gap + " short");
    }

    void remark(String text) {
        remarks.add(text);
    }

    boolean allReached() {
        return allReached;
    }

    String text() {
        StringBuilder text = new StringBuilder("# Benchmark\n\n");
        facts.forEach(fact -> text.append("- ").append(fact).append('\n'));
        for (TextTable table : List.of(loads, scripts, others, targets)) {
            if (!table.isEmpty()) {
                text.append('\n').append(table.text());
            }
        }
        if (!remarks.isEmpty()) {
            text.append('\n');
            remarks.forEach(remark -> text.append("- ").append(remark).append('\n'));
        }
        return text.toString();
    }
}
