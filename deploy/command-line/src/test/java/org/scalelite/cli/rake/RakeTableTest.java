package org.scalelite.cli.rake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** In the expected texts {@code |} is at a line's end. */
class RakeTableTest {
    private static final List<RakeTable.Column> COLUMNS =
            List.of(RakeTable.Column.left("STATE"), RakeTable.Column.right("LOAD"));

    private static String table(List<List<String>> rows) {
        return new RakeTable(COLUMNS, rows).text().replace("\n", "|\n");
    }

    @Test
    void centersHeadings() {
        assertThat(table(List.of(List.of("disabled", "120.0"), List.of("enabled", "5.0"))))
                .isEqualTo("""
                        |
                           STATE    LOAD |
                         disabled  120.0 |
                         enabled     5.0 |
                        """);
    }

    @Test
    void aTableWithoutRowsHasHeadings() {
        assertThat(table(List.of())).isEqualTo("|\n STATE  LOAD |\n");
    }
}
