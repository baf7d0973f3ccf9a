package org.scalelite.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.scalelite.benchmarks.AnswerReader.Answer;
import org.scalelite.benchmarks.LoadGenerator.Load;
import org.scalelite.benchmarks.Suite.Service;

/**
 * Load of one kind on one service.
 *
 * @param prepare done before each measurement, outside of it
 */
record LoadCase(
        String name,
        Service service,
        int connections,
        Supplier<byte[]> requests,
        Predicate<Answer> isGood,
        Runnable prepare) {
    private static final String SUCCESS = "<returncode>SUCCESS</returncode>";

    static boolean isSuccess(Answer answer) {
        return answer.status() == 200 && answer.bodyStart().contains(SUCCESS);
    }

    static boolean isRedirect(Answer answer) {
        return answer.status() == 302 && answer.head().contains("/bigbluebutton/api/join?");
    }

    Measurement measure(Duration time) throws IOException {
        prepare.run();
        ServiceProcess process = service.process();
        long cpu = process.cpuMicros();
        long own = ProcessFigures.ownMicros();
        long busy = ProcessFigures.busyMicros();
        Load load = LoadGenerator.run(service.port(), connections, time, requests, isGood);
        long foreign = (ProcessFigures.busyMicros() - busy) - (ProcessFigures.ownMicros() - own);
        double micros = load.time().toNanos() / 1_000.0;
        return new Measurement(
                load.requests() / micros * 1_000_000,
                load.latencies().getValueAtPercentile(50) / 1_000.0,
                load.latencies().getValueAtPercentile(99) / 1_000.0,
                load.errors(),
                (double) (process.cpuMicros() - cpu) / Math.max(1, load.requests()),
                Math.max(0, foreign / (micros * Runtime.getRuntime().availableProcessors())),
                load.firstError());
    }
}
