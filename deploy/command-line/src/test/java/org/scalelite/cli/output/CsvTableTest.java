package org.scalelite.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells of comma-separated values. */
class CsvTableTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            room      | "room"
            a,b;c     | "a,b;c"
            say "a" b | "say ""a"" b"
            =1+1      | "'=1+1"
            +49       | "'+49"
            -1        | "'-1"
            @SUM(A1)  | "'@SUM(A1)"
            ＝1        | "'＝1"
            'quoted'  | "'quoted'"
            a=1       | "a=1"
            """)
    void quotesTexts(String text, String cell) {
        assertThat(CsvTable.cell(text)).isEqualTo(cell);
    }

    @Test
    void textsHaveNoControlCharacters() {
        assertThat(CsvTable.cell(" \t=1\r\n=2")).isEqualTo("\" ?=1??=2\"");
        assertThat(CsvTable.cell("  =1")).isEqualTo("\"'  =1\"");
        assertThat(CsvTable.cell("")).isEqualTo("\"\"");
    }

    @Test
    void numbersStayNumbers() {
        assertThat(CsvTable.cell(-1.5)).isEqualTo("-1.5");
        assertThat(CsvTable.cell(true)).isEqualTo("true");
        assertThat(CsvTable.cell(null)).isEmpty();
    }
}
