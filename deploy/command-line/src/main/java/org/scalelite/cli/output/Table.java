package org.scalelite.cli.output;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text below headings, each column as wide as its widest cell. Cells have no control characters. */
public record Table<T>(List<Column<T>> columns) {
    private static final String GAP = "  ";

    public Table {
        columns = List.copyOf(columns);
    }

    /** How a column is shown. */
    enum Kind {
        TEXT,
        NUMBER,
        STATE
    }

    /** A heading, and the text of a cell. */
    public record Column<T>(String heading, BiFunction<T, Style, String> cell, Kind kind) {
        private String text(T row, Style style) {
            return Cell.printable(cell.apply(row, style));
        }

        private String pad(String text, int width, Style style) {
            String blanks = " ".repeat(width - text.length());
            return switch (kind) {
                case TEXT -> text + blanks;
                case NUMBER -> blanks + text;
                case STATE -> style.coloured(text, text) + blanks;
            };
        }
    }

    /** A table of these columns. */
    @SafeVarargs
    @SuppressWarnings("varargs") // The list is a copy.
    public static <T> Table<T> of(Column<T>... columns) {
        return new Table<>(List.of(columns));
    }

    /** A column of text. */
    public static <T> Column<T> left(String heading, Function<T, String> cell) {
        return new Column<>(heading, (row, _) -> cell.apply(row), Kind.TEXT);
    }

    /** A column of numbers. */
    public static <T> Column<T> right(String heading, Function<T, Object> cell) {
        return new Column<>(heading, (row, _) -> String.valueOf(cell.apply(row)), Kind.NUMBER);
    }

    /** A column of states, which have colours. */
    public static <T> Column<T> state(String heading, Function<T, String> cell) {
        return new Column<>(heading, (row, _) -> cell.apply(row), Kind.STATE);
    }

    /** A column of times. */
    public static <T> Column<T> time(String heading, Function<T, Optional<Instant>> cell) {
        return new Column<>(
                heading, (row, style) -> cell.apply(row).map(style::time).orElse(""), Kind.TEXT);
    }

    /** A column of text that depends on the style. */
    public static <T> Column<T> styled(String heading, BiFunction<T, Style, String> cell) {
        return new Column<>(heading, cell, Kind.TEXT);
    }

    /** Prints the headings and a line for each row. */
    public void print(List<T> rows, PrintWriter out, Style style) {
        List<String> headings = columns.stream().map(Column::heading).toList();
        List<List<String>> cells = rows.stream()
                .map(row ->
                        columns.stream().map(column -> column.text(row, style)).toList())
                .toList();
        int[] widths = IntStream.range(0, columns.size())
                .map(i -> Math.max(
                        headings.get(i).length(),
                        cells.stream()
                                .mapToInt(row -> row.get(i).length())
                                .max()
                                .orElse(0)))
                .toArray();
        out.println(line(headings, widths, style));
        cells.forEach(row -> out.println(line(row, widths, style)));
    }

    private String line(List<String> cells, int[] widths, Style style) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).pad(cells.get(i), widths[i], style))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }
}
