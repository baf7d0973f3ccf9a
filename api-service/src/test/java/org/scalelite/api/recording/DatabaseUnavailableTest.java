package org.scalelite.api.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.api.testing.Answer;
import org.scalelite.common.testing.RecordedLog;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestTimeout;

/** The answers during an outage of PostgreSQL, never an empty list. */
class DatabaseUnavailableTest {
    private static final Duration LONG = TestTimeout.LIMIT;

    private final Recordings recordings;
    private final TestDatabase admin = new TestDatabase();
    private final RecordedLog log = new RecordedLog();

    DatabaseUnavailableTest(@TempDir Path directory) {
        recordings = new Recordings(directory);
    }

    @AfterEach
    void stop() {
        log.close();
        recordings.close();
        admin.close();
    }

    private void setUnavailable(boolean unavailable) {
        String name = recordings.database().url().replaceFirst(".*/", "").replaceFirst("\\?.*", "");
        admin.run("alter database " + name + " allow_connections " + !unavailable
                + (unavailable
                        ? "; select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'"
                        : ""));
    }

    @Test
    void answersErrorsUntilPostgresqlIsBack() {
        recordings.add("rec-1", "room", Map.of());
        assertThat(recordings.frontEnd().get("getRecordings").texts("recordID")).hasSize(1);
        setUnavailable(true);
        for (String call : List.of(
                "getRecordings",
                "publishRecordings",
                "deleteRecordings",
                "updateRecordings",
                "getRecordingTextTracks")) {
            log.clear();
            Answer answer = recordings.frontEnd().get(call, "recordID", "rec-1", "publish", "true", "limit", "5");
            assertThat(answer.messageKey()).as(call).isEqualTo("internalError");
            assertThat(answer.text("message").orElse("")).contains("cannot reach its store");
            List<ILoggingEvent> warnings = log.events().stream()
                    // Other components log the outage at the same time.
                    .filter(event -> event.getFormattedMessage().startsWith(call))
                    .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                    .toList();
            assertThat(warnings).as(call).singleElement().satisfies(event -> {
                assertThat(event.getLevel()).isEqualTo(Level.WARN);
                assertThat(event.getThrowableProxy()).isNull();
                assertThat(event.getFormattedMessage()).contains("PostgreSQL does not answer");
            });
            assertThat(log.lines(Level.ERROR)).as(call).isEmpty();
        }
        setUnavailable(false);
        await().atMost(LONG)
                .until(() -> recordings.frontEnd().get("getRecordings").isSuccess());
        assertThat(recordings.frontEnd().get("getRecordings").texts("recordID")).hasSize(1);
    }

    private void fillWithLongRecordings() {
        recordings
                .database()
                .run(
                        "insert into recordings (record_id, meeting_id, name, published, state, starttime)"
                                + " select 'rec-' || i, 'room', repeat('x', 3000), true, 'published', now()"
                                + " from generate_series(1, 20000) i;"
                                + "insert into playback_formats (recording_id, format, url) select id, 'video', '/v' from recordings");
    }

    @Test
    void interruptedListDoesNotLookComplete() {
        fillWithLongRecordings();
        assertThatThrownBy(() -> readSlowly(() -> setUnavailable(true)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cut off");
    }

    /** Reads a part, runs an action, and reads the rest; fails if the body is incomplete. */
    private void readSlowly(Runnable meanwhile) {
        var call = recordings.frontEnd().signed("getRecordings", Map.of());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), call.getPort())) {
            socket.setSoTimeout((int) LONG.toMillis());
            socket.getOutputStream()
                    .write(("GET " + call.getRawPath() + "?" + call.getRawQuery() + " HTTP/1.1\r\nHost: x\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String start = new String(in.readNBytes(2_000), StandardCharsets.UTF_8);
            assertThat(start).startsWith("HTTP/1.1 200").contains("rec-20000");
            assertThat(recordings
                            .database()
                            .value("select count(*) from pg_stat_activity where datname = current_database()"
                                    + " and state like 'idle in transaction%'"))
                    .as("no connection is held for a slow reader")
                    .isEqualTo("0");
            meanwhile.run();
            String end = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (!end.endsWith("</response>\r\n0\r\n\r\n") && !end.endsWith("\r\n0\r\n\r\n")) {
                throw new IOException("cut off");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cut off: " + e.getMessage(), e);
        }
    }

    @Test
    void closedClientsReleaseTheirConnections() {
        fillWithLongRecordings();
        var call = recordings.frontEnd().signed("getRecordings", Map.of());
        for (int client = 0; client < 40; client++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), call.getPort())) {
                socket.getOutputStream()
                        .write(("GET " + call.getRawPath() + "?" + call.getRawQuery() + " HTTP/1.1\r\nHost: x\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().readNBytes(1_000)).hasSize(1_000);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(log.lines())
                .as("a database connection broken by a disconnect")
                .noneMatch(line -> line.contains("marked as broken"));
        assertThat(recordings.frontEnd().get("getRecordings", "limit", "1").texts("recordID"))
                .as("the pool has 20 connections, and 40 clients disconnected")
                .hasSize(1);
        await().atMost(LONG)
                .until(() -> recordings
                        .database()
                        .value("select count(*) from pg_stat_activity where datname = current_database()"
                                + " and state like 'idle in transaction%'")
                        .equals("0"));
    }
}
