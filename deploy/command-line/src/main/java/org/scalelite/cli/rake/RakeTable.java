package org.scalelite.cli.rake;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table as {@code rake status} prints it: an empty line first; columns as wide as their widest cell, headings in the middle
 * of them (the odd blank on the left), two blanks between, one before the first and one after the last.
 */
record RakeTable(List<Column> columns, List<List<String>> rows) {
    private static final String GAP = "  ";

    RakeTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A heading, and whether its cells are flush right. */
    record Column(String heading, boolean right) {
        static Column left(String heading) {
            return new Column(heading, false);
        }

        static Column right(String heading) {
            return new Column(heading, true);
        }

        private String cell(String text, int width) {
            String blanks = " ".repeat(width - text.length());
            return right ? blanks + text : text + blanks;
        }

        private String headingCell(int width) {
            int blanks = width - heading.length();
            return " ".repeat((blanks + 1) / 2) + heading + " ".repeat(blanks / 2);
        }
    }

    String text() {
        StringBuilder text = new StringBuilder("\n");
        text.append(line(IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).headingCell(width(i)))
                .toList()));
        rows.forEach(row -> text.append(line(IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).cell(row.get(i), width(i)))
                .toList())));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(GAP, " ", " \n"));
    }

    private int width(int column) {
        return IntStream.concat(
                        IntStream.of(columns.get(column).heading().length()),
                        rows.stream().mapToInt(row -> row.get(column).length()))
                .max()
                .orElse(0);
    }
}
