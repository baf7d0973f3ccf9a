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
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.event.KeyValuePair;

/** External text in the log, with the configuration of the programs. */
class LogLayoutTest {
    private static final String FORGED = "room\r\n2026-01-01 ERROR forged\u001B[2J\u0085\u2028\u2029\u202E\u2066\u009B";
    private static final String HARMLESS = "room??2026-01-01 ERROR forged?[2J??????";

    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter diagnosticContext = new LogbackMDCAdapter();

    LogLayoutTest() {
        context.setMDCAdapter(diagnosticContext);
    }

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
    void jsonLinesArePrintable() {
        String json = json(event());
        assertThat(json.strip().lines()).hasSize(1);
        assertThat(json)
                .contains("\"message\":\"Meeting " + HARMLESS + " failed\"", "\"message\":\"" + HARMLESS)
                .doesNotContain("Meeting {}", "\"arguments\"");
        assertThat(json.strip())
                .doesNotContainPattern("\\\\[rn]|\\\\u00|[\\u0080-\\u009F\\u2028\\u2029\\u202E\\u2066]");
    }

    private String json(LoggingEvent event) {
        JsonLineEncoder encoder = new JsonLineEncoder("api-service");
        encoder.setContext(context);
        encoder.start();
        return new String(encoder.encode(event), UTF_8);
    }

    @Test
    void jsonHasTimeServiceAndFields() throws Exception {
        diagnosticContext.put(RequestId.KEY, "r-1");
        LoggingEvent event = event();
        event.setInstant(Instant.ofEpochMilli(1_795_281_593_021L));
        event.addKeyValuePair(new KeyValuePair("meeting", FORGED + "\""));
        event.addKeyValuePair(new KeyValuePair("ms", 12L));
        JsonNode line = new ObjectMapper().readTree(json(event));
        assertThat(line.path("time").asText()).isEqualTo("2026-11-21T17:19:53.021Z");
        assertThat(line.path("service").asText()).isEqualTo("api-service");
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("request_id").asText()).isEqualTo("r-1");
        assertThat(line.path("meeting").asText()).isEqualTo(HARMLESS + "\"");
        assertThat(line.path("ms").isNumber()).isTrue();
        assertThat(line.path("message").asText()).isEqualTo("Meeting " + HARMLESS + " failed");
    }

    @Test
    void textHasTheRequestId() throws Exception {
        Encoder<ILoggingEvent> encoder = configured("/logback.xml", "STDOUT");
        diagnosticContext.put(RequestId.KEY, "r-1");
        assertThat(new String(encoder.encode(event()), UTF_8))
                .contains("WARN  Test [r-1] - Meeting " + HARMLESS + " failed");
    }

    @Test
    void hugeTextIsCut() throws Exception {
        String huge = "m".repeat(1 << 20);
        LoggingEvent event = new LoggingEvent(
                "org.scalelite.Test",
                context.getLogger("org.scalelite.Test"),
                Level.WARN,
                "{}",
                new IllegalStateException(huge),
                new Object[] {huge});
        event.addKeyValuePair(new KeyValuePair("meeting", huge));
        assertThat(json(event)).contains("1048576 characters").hasSizeLessThan(60_000);
        assertThat(new String(configured("/logback.xml", "STDOUT").encode(event), UTF_8))
                .hasSizeLessThan(60_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Réunion 日本 😀", "a b-c_d.e", "<a href=\"x\">&amp;</a>"})
    void printableTextIsUnchanged(String text) {
        assertThat(PrintableText.of(text)).isSameAs(text);
    }
}
