package org.scalelite.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.scalelite.benchmarks.load.AnswerReader.Answer;
import org.scalelite.benchmarks.load.LoadGenerator.Load;
import org.scalelite.benchmarks.suite.ServiceProcess;
import org.scalelite.benchmarks.suite.Suite.Service;

/**
 * Load of one kind on one service.
 *
 * @param prepare done before each measurement, outside of it
 */
public record LoadCase(
        String name,
        Service service,
        int connections,
        Supplier<byte[]> requests,
        Predicate<Answer> isGood,
        Runnable prepare) {
    private static final long REQUESTS_PER_CONNECTION = 800;
    private static final String SUCCESS = "<returncode>SUCCESS</returncode>";

    public static boolean isSuccess(Answer answer) {
        return answer.status() == 200 && answer.bodyStart().contains(SUCCESS);
    }

    public static boolean isRedirect(Answer answer) {
        return answer.status() == 302 && answer.head().contains("/bigbluebutton/api/join?");
    }

    public Measurement measure(Duration time, List<ServiceProcess> simulators) throws IOException {
        prepare.run();
        Meters before = Meters.read(service, simulators);
        Load load = LoadGenerator.run(service.port(), connections, time, requests, isGood);
        Meters used = Meters.read(service, simulators).since(before);
        double micros = load.time().toNanos() / 1_000.0;
        double answered = Math.max(1, load.requests());
        return new Measurement(
                load.requests() / micros * 1_000_000,
                load.latencies().getValueAtPercentile(50) / 1_000.0,
                load.latencies().getValueAtPercentile(99) / 1_000.0,
                load.errors(),
                used.service() / answered,
                used.redis() / answered,
                used.bbb() / answered,
                used.foreign() / (micros * Runtime.getRuntime().availableProcessors()),
                load.firstError());
    }

    /** Lets the JVM compile what is measured: at least so long, and longer if the machine is slow. */
    public void warmUp(Duration time) throws IOException {
        prepare.run();
        long enough = connections * REQUESTS_PER_CONNECTION;
        long done = LoadGenerator.run(service.port(), connections, time, requests, isGood)
                .requests();
        if (done < enough) {
            Duration longer =
                    time.multipliedBy(Math.min(enough - done, done) + 1).dividedBy(Math.max(1, done));
            LoadGenerator.run(service.port(), connections, longer, requests, isGood);
        }
    }
}
