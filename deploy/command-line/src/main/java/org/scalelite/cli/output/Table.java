package org.scalelite.cli.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text below headings, each column as wide as its widest cell. */
public record Table<T>(List<Column<T>> columns) {
    private static final String GAP = "  ";

    public Table {
        columns = List.copyOf(columns);
    }

    /** A heading, the text of a cell, and the side on which cells are aligned. */
    public record Column<T>(String heading, Function<T, String> cell, boolean numeric) {
        private String pad(String text, int width) {
            String blanks = " ".repeat(width - text.length());
            return numeric ? blanks + text : text + blanks;
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
        return new Column<>(heading, cell, false);
    }

    /** A column of numbers. */
    public static <T> Column<T> right(String heading, Function<T, Object> cell) {
        return new Column<>(heading, row -> String.valueOf(cell.apply(row)), true);
    }

    /** Prints the headings and a line for each row. */
    public void print(List<T> rows, PrintWriter out) {
        List<String> headings = columns.stream().map(Column::heading).toList();
        List<List<String>> cells = rows.stream()
                .map(row ->
                        columns.stream().map(column -> column.cell().apply(row)).toList())
                .toList();
        int[] widths = IntStream.range(0, columns.size())
                .map(i -> Math.max(
                        headings.get(i).length(),
                        cells.stream()
                                .mapToInt(row -> row.get(i).length())
                                .max()
                                .orElse(0)))
                .toArray();
        out.println(line(headings, widths));
        cells.forEach(row -> out.println(line(row, widths)));
    }

    private String line(List<String> cells, int[] widths) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).pad(cells.get(i), widths[i]))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }
}
