package org.scalelite.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What a command logs: {@code command-line-logback.xml}. */
class CommandLogTest {
    private final LoggerContext context = new LoggerContext();

    @Test
    void removesControlCharacters() throws Exception {
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(getClass().getResource("/" + CommandLog.LAYOUT)));
        OutputStreamAppender<ILoggingEvent> output = (OutputStreamAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
        LoggingEvent event = new LoggingEvent(
                "org.scalelite.Test",
                context.getLogger("org.scalelite.Test"),
                Level.WARN,
                "Meeting {} failed",
                new IllegalStateException("not printed"),
                new Object[] {"room\r\n2026-01-01 ERROR forged\u001B[2J\u0085\u202E\u009B"});

        assertThat(new String(output.getEncoder().encode(event), UTF_8))
                .isEqualTo("Meeting room??2026-01-01 ERROR forged?[2J??? failed" + System.lineSeparator());
    }
}
