package org.scalelite.common.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/** External text in the log, with the configuration of the programs. */
class LogLayoutTest {
    private static final String FORGED = "room\r\n2026-01-01 ERROR forged\u001B[2J\u0085\u2028\u2029\u202E\u2066\u009B";
    private static final String HARMLESS = "room??2026-01-01 ERROR forged?[2J??????";

    private final LoggerContext context = new LoggerContext();

    private LoggingEvent event() {
        Exception failure = new IllegalStateException(FORGED, new IllegalArgumentException(FORGED));
        failure.addSuppressed(new IllegalStateException(FORGED));
        return new LoggingEvent(
                "org.scalelite.Test",
                context.getLogger("org.scalelite.Test"),
                Level.WARN,
                "Meeting {} failed",
                failure,
                new Object[] {FORGED});
    }

    private Encoder<ILoggingEvent> configured(String file, String appender) throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(getClass().getResource(file)));
        OutputStreamAppender<ILoggingEvent> output = (OutputStreamAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(appender);
        return output.getEncoder();
    }

    @Test
    void externalTextCannotForgeLines() throws Exception {
        String text = new String(configured("/logback.xml", "STDOUT").encode(event()), UTF_8);
        assertThat(text.lines().toList())
                .anyMatch(line -> line.endsWith("WARN  Test - Meeting " + HARMLESS + " failed"))
                .contains("java.lang.IllegalStateException: " + HARMLESS)
                .contains("Caused by: java.lang.IllegalArgumentException: " + HARMLESS)
                .contains("\tSuppressed: java.lang.IllegalStateException: " + HARMLESS)
                .anyMatch(line -> line.startsWith("\tat " + LogLayoutTest.class.getName()))
                .noneMatch(line -> line.startsWith("2026-01-01 ERROR"));
        assertThat(text.replace("\n", "").replace("\t", "")).doesNotContainPattern("[\\p{Cntrl}\\u0080-\\u009F]");
    }

    @Test
    void externalTextCannotControlTheTerminal() throws Exception {
        String file = "/org/scalelite/common/cli/command-line-logback.xml";
        assertThat(new String(configured(file, "STDERR").encode(event()), UTF_8))
                .isEqualTo("Meeting " + HARMLESS + " failed" + System.lineSeparator());
    }

    @Test
    void jsonLinesArePrintable() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        JsonLineEncoder encoder = new JsonLineEncoder();
        encoder.setContext(context);
        encoder.start();
        String json = new String(encoder.encode(event()), UTF_8);
        assertThat(json.strip().lines()).hasSize(1);
        assertThat(json)
                .contains("\"message\":\"Meeting " + HARMLESS + " failed\"", "\"message\":\"" + HARMLESS)
                .doesNotContain("Meeting {}", "\"arguments\"");
        assertThat(json.strip())
                .doesNotContainPattern("\\\\[rn]|\\\\u00|[\\u0080-\\u009F\\u2028\\u2029\\u202E\\u2066]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Réunion 日本 😀", "a b-c_d.e", "<a href=\"x\">&amp;</a>"})
    void printableTextIsUnchanged(String text) {
        assertThat(PrintableText.of(text)).isSameAs(text);
    }
}
