package org.scalelite.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The configuration of a simulated pool (BBB API reference, section 11). It does not change: each method returns a copy. */
public final class SimulatorOptions implements Cloneable {
    /** The number of servers. */
    int servers = 1;

    /** The port of the first server, the others follow; 0 takes free ports. */
    int firstPort = 0;

    /** The address that the servers listen on. */
    String host = "127.0.0.1";

    /** The secret of all servers; without it each has its own. */
    Optional<String> secret = Optional.empty();

    /** Whether opening the client page makes the user a participant. */
    boolean autoConnect;

    /** Whether the servers keep a log of their requests. */
    boolean recordRequests = true;

    /** The time of all events of meetings. */
    InstantSource clock = InstantSource.system();

    /** How long a meeting continues after the call {@code end}. */
    Duration endDelay = Duration.ZERO;

    /** The version in the index document; empty hides it as most servers do. */
    String bbbVersion = "3.0.4";

    /** The common host that join leads to, at the path of the server's host and port; without it to the server itself. */
    Optional<String> clusterProxy = Optional.empty();

    /** The event loop threads of all servers together. */
    int threads = Runtime.getRuntime().availableProcessors();

    /** How often a failed callback is repeated. */
    int callbackRetries = 2;

    /** The pause between two attempts of a callback. */
    Duration callbackPause = Duration.ofSeconds(1);

    /** Whether the servers have bbb-webhooks. */
    boolean webhooks = true;

    /** The pauses between the attempts of bbb-webhooks to deliver an event. */
    List<Duration> webhookPauses = List.of(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1));

    /** The allowed checksums, as in supportedChecksumAlgorithms. */
    Set<String> hashes = Set.of("sha1", "sha256", "sha384", "sha512");

    private SimulatorOptions() {}

    public static SimulatorOptions defaults() {
        return new SimulatorOptions();
    }

    public SimulatorOptions withServers(int value) {
        return with(copy -> copy.servers = value);
    }

    public SimulatorOptions withFirstPort(int value) {
        return with(copy -> copy.firstPort = value);
    }

    public SimulatorOptions withHost(String value) {
        return with(copy -> copy.host = value);
    }

    public SimulatorOptions withSecret(String value) {
        return with(copy -> copy.secret = Optional.of(value));
    }

    public SimulatorOptions withAutoConnect(boolean value) {
        return with(copy -> copy.autoConnect = value);
    }

    public SimulatorOptions withRecordRequests(boolean value) {
        return with(copy -> copy.recordRequests = value);
    }

    public SimulatorOptions withClock(InstantSource value) {
        return with(copy -> copy.clock = value);
    }

    public SimulatorOptions withEndDelay(Duration value) {
        return with(copy -> copy.endDelay = value);
    }

    public SimulatorOptions withBbbVersion(String value) {
        return with(copy -> copy.bbbVersion = value);
    }

    public SimulatorOptions withClusterProxy(String value) {
        return with(copy -> copy.clusterProxy = Optional.of(value));
    }

    public SimulatorOptions withThreads(int value) {
        return with(copy -> copy.threads = value);
    }

    public SimulatorOptions withCallbackRetries(int value) {
        return with(copy -> copy.callbackRetries = value);
    }

    public SimulatorOptions withCallbackPause(Duration value) {
        return with(copy -> copy.callbackPause = value);
    }

    public SimulatorOptions withWebhooks(boolean value) {
        return with(copy -> copy.webhooks = value);
    }

    public SimulatorOptions withWebhookPauses(List<Duration> value) {
        return with(copy -> copy.webhookPauses = List.copyOf(value));
    }

    public SimulatorOptions withHashes(Set<String> value) {
        return with(copy -> copy.hashes = Set.copyOf(value));
    }

    private SimulatorOptions with(Consumer<SimulatorOptions> change) {
        SimulatorOptions copy = clone();
        change.accept(copy);
        copy.check();
        return copy;
    }

    @Override
    protected SimulatorOptions clone() {
        try {
            return (SimulatorOptions) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void check() {
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
    }
}
