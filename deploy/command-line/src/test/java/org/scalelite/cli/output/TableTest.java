package org.scalelite.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns are as wide as their widest cells. */
class TableTest {
    private record Row(String name, int count) {}

    private static String printed(List<Row> rows) {
        StringWriter text = new StringWriter();
        Table<Row> table = Table.of(Table.left("NAME", Row::name), Table.right("N", Row::count));
        try (PrintWriter out = new PrintWriter(text)) {
            table.print(rows, out);
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
}
