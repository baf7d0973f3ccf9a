package org.scalelite.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** Columns are as wide as their widest cells. */
class TableTest {
    private static final Style PLAIN = new Style(Ansi.OFF, ZoneOffset.UTC);
    private static final Style COLOURED = new Style(Ansi.ON, ZoneId.of("Europe/Berlin"));

    private record Row(String name, int count) {}

    private static String printed(List<Row> rows) {
        return printed(Table.of(Table.left("NAME", Row::name), Table.right("N", Row::count)), rows, PLAIN);
    }

    private static <T> String printed(Table<T> table, List<T> rows, Style style) {
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text)) {
            table.print(rows, out, style);
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    @Test
    void alignsTextLeftAndNumbersRight() {
        assertThat(printed(List.of(new Row("a", 7), new Row("longer", 100)))).isEqualTo("""
                NAME      N
                a         7
                longer  100
                """);
    }

    @Test
    void printsHeadingsWithoutRows() {
        assertThat(printed(List.of())).isEqualTo("NAME  N\n");
    }

    @Test
    void coloursDoNotChangeWidths() {
        Table<String> table = Table.of(Table.state("STATE", state -> state), Table.left("X", _ -> "x"));

        assertThat(printed(table, List.of("online", "offline", "other"), COLOURED))
                .isEqualTo("""
                STATE    X
                \u001b[32monline\u001b[39m\u001b[0m   x
                \u001b[31moffline\u001b[39m\u001b[0m  x
                other    x
                """);
        assertThat(printed(table, List.of("online"), PLAIN)).doesNotContain("\u001b");
    }

    @Test
    void timesAreLocal() {
        Table<Instant> table = Table.of(Table.time("TIME", Optional::of));
        List<Instant> times = List.of(Instant.parse("2026-01-01T12:00:00.9Z"), Instant.parse("2026-07-01T12:00:00Z"));

        assertThat(printed(table, times, COLOURED))
                .isEqualTo("TIME\n2026-01-01T13:00:00+01:00\n2026-07-01T14:00:00+02:00\n");
        assertThat(printed(table, times, PLAIN)).isEqualTo("TIME\n2026-01-01T12:00:00Z\n2026-07-01T12:00:00Z\n");
    }

    @Test
    void cellsHaveNoControlCharacters() {
        assertThat(printed(List.of(new Row("\u001b]0;title\u0007\u202ename\n", 1))))
                .isEqualTo("NAME              N\n?]0;title??name?  1\n");
    }
}
