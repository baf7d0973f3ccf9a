package org.scalelite.common.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text below headings, each column as wide as its widest cell. */
public record Table(List<Column> columns, List<List<String>> rows) {
    private static final String GAP = "  ";

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A heading, and the side on which the cells are flush. */
    public record Column(String heading, boolean numeric) {

        /** Text. */
        public static Column left(String heading) {
            return new Column(heading, false);
        }

        /** Numbers. */
        public static Column right(String heading) {
            return new Column(heading, true);
        }

        private String pad(String cell, int width) {
            String blanks = " ".repeat(width - cell.length());
            return numeric ? blanks + cell : cell + blanks;
        }
    }

    /** Writes the headings and the rows. */
    public void print(PrintWriter out) {
        out.println(line(columns.stream().map(Column::heading).toList()));
        rows.forEach(row -> out.println(line(row)));
    }

    private String line(List<String> cells) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).pad(cells.get(i), width(i)))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private int width(int column) {
        return IntStream.concat(
                        IntStream.of(columns.get(column).heading().length()),
                        rows.stream().mapToInt(row -> row.get(column).length()))
                .max()
                .orElse(0);
    }
}
