package org.scalelite.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help.Ansi;

/** When output has colours, and in which time zone times are shown. */
class StyleTest {
    @ParameterizedTest
    @CsvSource({
        "true, xterm-256color, '', AUTO",
        "true, xterm, 1, OFF",
        "true, dumb, '', OFF",
        "true, '', '', OFF",
        "false, xterm, '', OFF",
    })
    void coloursNeedTerminal(boolean terminal, String term, String noColor, Ansi ansi) {
        assertThat(Style.of(terminal, term, noColor, ZoneOffset.UTC)).isEqualTo(new Style(ansi, ZoneOffset.UTC));
    }

    @Test
    void utcReplacesLocalTime() {
        Style local = new Style(Ansi.OFF, ZoneId.of("Asia/Kolkata"));
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");

        assertThat(local.time(noon)).isEqualTo("2026-01-01T17:30:00+05:30");
        assertThat(local.in(ZoneOffset.UTC).time(noon)).isEqualTo("2026-01-01T12:00:00Z");
    }

    @Test
    void onlyStatesHaveColours() {
        Style coloured = new Style(Ansi.ON, ZoneOffset.UTC);

        assertThat(coloured.coloured("suspect  ", "suspect"))
                .startsWith("\u001b[33m")
                .contains("suspect  ");
        assertThat(coloured.coloured("@|red x|@", "@|red x|@")).isEqualTo("@|red x|@");
        assertThat(new Style(Ansi.OFF, ZoneOffset.UTC).coloured("online", "online"))
                .isEqualTo("online");
    }
}
