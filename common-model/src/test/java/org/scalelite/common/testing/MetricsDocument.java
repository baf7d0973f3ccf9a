package org.scalelite.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of metrics in docs/monitoring.md. */
public final class MetricsDocument {
    private static final Pattern ROW =
            Pattern.compile("\\| `((?:scalelite|bbb)_[a-z0-9_]+)(?:\\{[^`]*})?` \\| ([^|]+) \\| ([^|]+) \\|.*");
    private static final Pattern TYPE = Pattern.compile("# TYPE ((?:scalelite|bbb)_\\S+) (\\S+)");

    private MetricsDocument() {}

    /**
     * Checks that the document has the metrics of a page, and the page those of the document; and the page's format.
     *
     * @param service as in the document
     * @param prefix of the names that are checked
     */
    public static void assertMatches(String service, String prefix, String metrics) {
        assertThat(families(metrics, prefix)).isEqualTo(documented(service, prefix));
        assertThat(Promtool.checkMetrics(metrics)).isEmpty();
    }

    /** The longest time of a timer is a gauge of its own, which the document has once for all. */
    private static Set<String> families(String metrics, String prefix) {
        return metrics.lines()
                .map(TYPE::matcher)
                .filter(Matcher::matches)
                .map(type -> type.group(1))
                .filter(name -> name.startsWith(prefix) && !name.endsWith("_seconds_max"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The metrics of all services. */
    public static Set<String> names() {
        return names(_ -> true);
    }

    /** How the values of several processes are put together, by metric: {@code sum}, {@code max}, {@code min} or {@code –}. */
    public static Map<String, String> overProcesses() {
        return rows().collect(Collectors.toMap(row -> row.group(1), row -> row.group(3)));
    }

    private static Set<String> documented(String service, String prefix) {
        return names(row -> row.group(1).startsWith(prefix)
                && (row.group(2).equals("all")
                        || Arrays.asList(row.group(2).split(", ", -1)).contains(service)));
    }

    private static Set<String> names(Predicate<Matcher> which) {
        return rows().filter(which).map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Matcher> rows() {
        try {
            return Files.readAllLines(Path.of("../docs/monitoring.md")).stream()
                    .map(ROW::matcher)
                    .filter(Matcher::matches);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
