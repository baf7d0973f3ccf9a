package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.simulator.control.Fault;

/** The doctor while a server hangs for longer than it may take. */
class AdminDoctorTest {
    private static final String TOKEN = "doctor-token-0123456789abcdefghijklmnopqrstu";

    private final TestSuite suite = new TestSuite(2)
            .with("ADMIN_API_TOKENS", AdminClient.entry("reader", "read", TOKEN))
            .with("RESPONSE_TIMEOUT", "60")
            .with("POLLER_WAIT_TIMEOUT", "60");
    private final AdminClient admin = AdminClient.withToken(suite.replica(), TOKEN);

    @AfterEach
    void stop() {
        suite.close();
    }

    @Test
    void examinesOnceWithinItsDeadlineForAllWhoAsk() throws ExecutionException, InterruptedException {
        suite.server(1).inject(new Fault.Hang());
        long start = System.nanoTime();
        List<JsonNode> reports = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JsonNode>> answers = IntStream.range(0, 20)
                    .mapToObj(_ -> callers.submit(() -> admin.get("doctor").json()))
                    .toList();
            for (Future<JsonNode> answer : answers) {
                reports.add(answer.get());
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
        assertThat(reports).hasSize(20).containsOnly(reports.getFirst());
        assertThat(reports.getFirst().get("findings").findValuesAsText("what"))
                .contains("could not be checked within 12.0 s")
                .anyMatch(what -> what.startsWith("BBB 3.0.4 answers"));
    }
}
