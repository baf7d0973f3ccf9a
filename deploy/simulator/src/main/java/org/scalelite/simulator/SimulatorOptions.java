package org.scalelite.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a simulated pool is made of (BBB API reference, section 11).
 *
 * @param servers how many servers
 * @param firstPort the port of the first server, the others follow; 0 takes free ports
 * @param host the address that the servers listen on
 * @param secret the secret of all servers; empty gives each its own
 * @param autoConnect whether opening the client page makes the user a participant
 * @param recordRequests whether the servers keep a log of their requests
 * @param clock tells the time of all that happens to meetings
 * @param endDelay how long a meeting lives on after the call {@code end}
 * @param bbbVersion the version in the index document; empty hides it as most servers do
 * @param threads how many event loop threads serve all servers together
 * @param callbackRetries how often a failed callback is tried again
 * @param callbackPause the time between two attempts of a callback
 * @param hashes the allowed checksums, as in supportedChecksumAlgorithms
 */
public record SimulatorOptions(
        int servers,
        int firstPort,
        String host,
        Optional<String> secret,
        boolean autoConnect,
        boolean recordRequests,
        InstantSource clock,
        Duration endDelay,
        String bbbVersion,
        int threads,
        int callbackRetries,
        Duration callbackPause,
        Set<String> hashes) {

    public SimulatorOptions {
        if (servers < 1) {
            throw new IllegalArgumentException("At least one server is needed, not " + servers);
        }
        if (firstPort < 0 || (firstPort > 0 && firstPort + servers - 1 > 65_535)) {
            throw new IllegalArgumentException(
                    "Ports " + firstPort + " to " + (firstPort + servers - 1) + " do not exist");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("At least one thread is needed, not " + threads);
        }
        hashes = Set.copyOf(hashes);
    }

    public static SimulatorOptions defaults() {
        return new SimulatorOptions(
                1,
                0,
                "127.0.0.1",
                Optional.empty(),
                false,
                true,
                InstantSource.system(),
                Duration.ZERO,
                "3.0.4",
                Runtime.getRuntime().availableProcessors(),
                2,
                Duration.ofSeconds(1),
                Set.of("sha1", "sha256", "sha384", "sha512"));
    }

    public SimulatorOptions withServers(int value) {
        return with(draft -> draft.servers = value);
    }

    public SimulatorOptions withFirstPort(int value) {
        return with(draft -> draft.firstPort = value);
    }

    public SimulatorOptions withHost(String value) {
        return with(draft -> draft.host = value);
    }

    public SimulatorOptions withSecret(String value) {
        return with(draft -> draft.secret = Optional.of(value));
    }

    public SimulatorOptions withAutoConnect(boolean value) {
        return with(draft -> draft.autoConnect = value);
    }

    public SimulatorOptions withRecordRequests(boolean value) {
        return with(draft -> draft.recordRequests = value);
    }

    public SimulatorOptions withClock(InstantSource value) {
        return with(draft -> draft.clock = value);
    }

    public SimulatorOptions withEndDelay(Duration value) {
        return with(draft -> draft.endDelay = value);
    }

    public SimulatorOptions withBbbVersion(String value) {
        return with(draft -> draft.bbbVersion = value);
    }

    public SimulatorOptions withThreads(int value) {
        return with(draft -> draft.threads = value);
    }

    public SimulatorOptions withCallbackRetries(int value) {
        return with(draft -> draft.callbackRetries = value);
    }

    public SimulatorOptions withCallbackPause(Duration value) {
        return with(draft -> draft.callbackPause = value);
    }

    public SimulatorOptions withHashes(Set<String> value) {
        return with(draft -> draft.hashes = value);
    }

    private SimulatorOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    private static final class Draft {
        private int servers;
        private int firstPort;
        private String host;
        private Optional<String> secret;
        private boolean autoConnect;
        private boolean recordRequests;
        private InstantSource clock;
        private Duration endDelay;
        private String bbbVersion;
        private int threads;
        private int callbackRetries;
        private Duration callbackPause;
        private Set<String> hashes;

        private Draft(SimulatorOptions from) {
            servers = from.servers;
            firstPort = from.firstPort;
            host = from.host;
            secret = from.secret;
            autoConnect = from.autoConnect;
            recordRequests = from.recordRequests;
            clock = from.clock;
            endDelay = from.endDelay;
            bbbVersion = from.bbbVersion;
            threads = from.threads;
            callbackRetries = from.callbackRetries;
            callbackPause = from.callbackPause;
            hashes = from.hashes;
        }

        private SimulatorOptions options() {
            return new SimulatorOptions(
                    servers,
                    firstPort,
                    host,
                    secret,
                    autoConnect,
                    recordRequests,
                    clock,
                    endDelay,
                    bbbVersion,
                    threads,
                    callbackRetries,
                    callbackPause,
                    hashes);
        }
    }
}
