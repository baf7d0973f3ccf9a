package org.scalelite.common.bbb;

import io.micronaut.core.annotation.Creator;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * Configuration of calls to BBB servers.
 *
 * @param connectTimeout until the connection is established
 * @param responseTimeout until the whole answer is received
 * @param maxAnswerBytes largest answer that is read
 * @param callsPerServer maximum calls in flight to one server
 */
@Singleton
public record BbbClientConfig(
        Duration connectTimeout,
        Duration responseTimeout,
        ChecksumAlgorithm algorithm,
        int maxAnswerBytes,
        int callsPerServer) {
    private static final int MAX_ANSWER_BYTES = 64 << 20;
    private static final Duration MIN_CONNECT_TIMEOUT = Duration.ofMillis(200);
    private static final Duration MIN_RESPONSE_TIMEOUT = Duration.ofMillis(500);

    /** From the environment. */
    @Creator
    public static BbbClientConfig of(Settings settings) {
        List<ChecksumAlgorithm> accepted = settings.get(Variables.LOADBALANCER_CHECKSUM_ALGORITHM);
        return new BbbClientConfig(
                settings.get(Variables.CONNECT_TIMEOUT),
                settings.get(Variables.RESPONSE_TIMEOUT),
                accepted.stream().max(Comparator.naturalOrder()).orElse(ChecksumAlgorithm.SHA256),
                MAX_ANSWER_BYTES,
                settings.get(Variables.BBB_CALLS_PER_SERVER));
    }

    /** The shorter deadlines for an offline server. */
    BbbClientConfig forOfflineServers() {
        Duration tenth = responseTimeout.dividedBy(10);
        Duration answer = longer(tenth, MIN_RESPONSE_TIMEOUT);
        // Shorter than the deadline, to detect a failed connect.
        Duration connect = longer(answer.dividedBy(2), MIN_CONNECT_TIMEOUT);
        return new BbbClientConfig(connect, answer, algorithm, maxAnswerBytes, callsPerServer);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
