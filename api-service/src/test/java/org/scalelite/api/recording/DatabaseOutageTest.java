package org.scalelite.api.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.PostgresServer;

/** The answers of a replica while PostgreSQL is down or hangs (docs/degraded.md). */
class DatabaseOutageTest {
    private static final Duration SOON = TestTimeout.LIMIT;

    private final PostgresServer postgres = PostgresServer.start();
    private final TestDatabase database = new TestDatabase(postgres.url());
    private final TestSuite suite = new TestSuite(1).with("DATABASE_URL", database.url());
    private FrontEnd frontEnd;

    @BeforeEach
    void start() {
        frontEnd = suite.frontEnd();
        assertThat(frontEnd.get("getRecordings").isSuccess()).isTrue();
    }

    @AfterEach
    void stop() {
        suite.close();
        postgres.close();
    }

    @Test
    void worksExceptRecordingsWithoutPostgresql() throws Exception {
        outage(PostgresServer::kill, PostgresServer::restart);
    }

    @Test
    void worksExceptRecordingsWhilePostgresqlHangs() throws Exception {
        outage(PostgresServer::hang, PostgresServer::goOn);
    }

    private void outage(Consumer<PostgresServer> begin, Consumer<PostgresServer> end) throws Exception {
        begin.accept(postgres);
        meetingsWork();
        recordingsSayClearlyThatTheyDoNot();
        assertThat(frontEnd.getPath("/health_check").body())
                .isEqualTo("Health Check Failure: PostgreSQL does not answer");
        assertThat(frontEnd.getPath("/health/readiness").status()).isEqualTo(200);
        assertThat(frontEnd.getPath("/metrics").body()).contains("scalelite_api_calls_seconds_count");
        end.accept(postgres);
        await().atMost(SOON).until(() -> frontEnd.get("getRecordings").isSuccess());
        await().atMost(SOON).until(() -> frontEnd.getPath("/health_check").status() == 200);
        await("what a create ordered meanwhile")
                .atMost(SOON)
                .until(
                        () -> database.value("select count(*) from callback_data where meeting_id = 'room'"),
                        "1"::equals);
    }

    private void meetingsWork() {
        assertThat(frontEnd.get(
                                "create",
                                "meetingID",
                                "room",
                                "name",
                                "Room",
                                "moderatorPW",
                                "mp",
                                "meta_bbb-recording-ready-url",
                                "https://moodle.example.org/ready")
                        .isSuccess())
                .isTrue();
        assertThat(frontEnd.get("join", "meetingID", "room", "fullName", "A", "role", "VIEWER")
                        .status())
                .isEqualTo(302);
        assertThat(frontEnd.get("getMeetings").texts("meetingID")).containsExactly("room");
        assertThat(frontEnd.get("end", "meetingID", "room", "password", "mp").isSuccess())
                .isTrue();
    }

    /** Concurrent calls: those without a connection must not wait for the others. */
    private void recordingsSayClearlyThatTheyDoNot() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = IntStream.range(0, 60)
                    .mapToObj(_ -> callers.submit(() -> frontEnd.get("getRecordings")))
                    .toList();
            List<Future<Answer>> changes = Stream.of("publishRecordings", "deleteRecordings", "updateRecordings")
                    .map(call -> callers.submit(() -> frontEnd.get(call, "recordID", "rec-1", "publish", "true")))
                    .toList();
            for (Future<Answer> future : answers) {
                Answer answer = future.get(SOON.toSeconds(), TimeUnit.SECONDS);
                assertThat(answer.messageKey()).isEqualTo("internalError");
                assertThat(answer.text("message").orElse("")).contains("cannot reach its store");
            }
            for (Future<Answer> change : changes) {
                assertThat(change.get().messageKey()).isEqualTo("internalError");
            }
        }
    }
}
