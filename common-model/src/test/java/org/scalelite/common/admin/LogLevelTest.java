package org.scalelite.common.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.admin.LogLevel.Level;

/** The text of a log level in Redis. */
class LogLevelTest {
    @Test
    void parsesItsOwnText() {
        LogLevel level = new LogLevel("org.scalelite.api.meeting", Level.DEBUG);
        assertThat(level).hasToString("org.scalelite.api.meeting=debug");
        assertThat(LogLevel.parse(level.toString())).contains(level);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "debug",
                "org.scalelite=",
                "org.scalelite=loud",
                "org.scalelite=TRACE",
                "io.lettuce=debug",
                "ROOT=debug",
                "org.scalelitex=debug",
                "org.scalelite.=debug"
            })
    void ignoresOtherTexts(String text) {
        assertThat(LogLevel.parse(text)).isEmpty();
    }

    @Test
    void refusesLoggersOfLibraries() {
        assertThatThrownBy(() -> new LogLevel("io.netty.handler.logging", Level.DEBUG))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("org.scalelite");
    }
}
