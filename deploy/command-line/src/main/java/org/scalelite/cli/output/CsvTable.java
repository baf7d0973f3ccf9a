package org.scalelite.cli.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows as comma-separated values (RFC 4180), one after the other. Texts are quoted, and have no control characters. A
 * text that a spreadsheet would run as a formula gets an apostrophe in front.
 *
 * @param out where they are printed
 */
public record CsvTable(PrintWriter out) {
    private static final String FORMULA = "=+-@＝＋－＠";

    /** Prints the names of the columns. */
    public void header(List<String> names) {
        out.print(String.join(",", names) + "\r\n");
    }

    /** Prints a row; false if the reader has closed the output. */
    public boolean row(Map<String, @Nullable Object> fields) {
        out.print(fields.values().stream().map(CsvTable::cell).collect(Collectors.joining(",", "", "\r\n")));
        return !out.checkError();
    }

    static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof String text ? quoted(Cell.printable(text)) : value.toString();
    }

    private static String quoted(String text) {
        String start = text.stripLeading();
        boolean formula = !start.isEmpty() && FORMULA.indexOf(start.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
