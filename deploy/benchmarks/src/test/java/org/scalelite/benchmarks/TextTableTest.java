package org.scalelite.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextTableTest {

    @Test
    void columnsAreAlignedAndTheTableIsMarkdown() {
        TextTable table = new TextTable("case", "requests/s");
        table.row("join", "9");
        table.row("getMeetings", "12,345");

        assertThat(table.text()).isEqualTo("""
                        | case        | requests/s |
                        | ----------- | ----------:|
                        | join        |          9 |
                        | getMeetings |     12,345 |
                        """);
    }
}
