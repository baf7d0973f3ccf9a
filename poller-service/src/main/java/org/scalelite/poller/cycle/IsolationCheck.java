package org.scalelite.poller.cycle;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.bbb.Contacts;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.ServingServer;
import org.scalelite.common.task.Worker;
import org.scalelite.poller.server.NetworkEvidence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this poller has lost its own connection to the BBB servers. When a server does not answer, what others answered at that
 * time is the evidence; where too little is known, a few of them are asked for their version. An isolated poller asks a few
 * again and again, until most of those answer.
 */
@Singleton
final class IsolationCheck implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IsolationCheck.class);

    /** So many other servers have to be heard of, if there are that many. */
    private static final int WITNESSES = 3;

    /** How soon an isolated poller asks again. */
    private static final Duration PAUSE = Duration.ofSeconds(3);

    /** How long before the poll another server may have been silent to count. */
    private static final Duration SILENCE_LIFE = Duration.ofSeconds(6);

    private final ServerRegistry servers;
    private final BbbClient bbb;
    private final Worker worker = Worker.every(PAUSE, "isolation", this::checkAgain);
    private volatile boolean isolated;

    IsolationCheck(ServerRegistry servers, BbbClient bbb, MeterRegistry meters) {
        Gauge.builder("scalelite.poller.isolated", this, check -> check.isIsolated() ? 1 : 0)
                .description("1 while this process does not reach most BBB servers")
                .register(meters);
        this.servers = servers;
        this.bbb = bbb;
        worker.startAfter(PAUSE);
    }

    /** What the last check found. */
    boolean isIsolated() {
        return isolated;
    }

    /**
     * Whether this poller is isolated, after a server did not answer it.
     *
     * @param askedAt when that server was asked, by {@link System#nanoTime}
     */
    boolean afterSilence(BbbEndpoint server, long askedAt) {
        return check(Optional.of(server.api()), askedAt);
    }

    private void checkAgain() {
        if (isolated) {
            boolean _ = check(Optional.empty(), System.nanoTime());
        }
    }

    /** One check at a time: the next one uses what it found. */
    private synchronized boolean check(Optional<URI> silent, long askedAt) {
        List<BbbEndpoint> others = servers.serving().stream()
                .map(ServingServer::endpoint)
                .filter(other -> !silent.equals(Optional.of(other.api())))
                .toList();
        List<BbbEndpoint> unheard =
                others.stream().filter(other -> heard(other, askedAt).isEmpty()).toList();
        int missing = WITNESSES - (others.size() - unheard.size());
        if (missing > 0) {
            ask(unheard, missing);
        }
        List<Contacts.Kind> heard =
                others.stream().flatMap(other -> heard(other, askedAt).stream()).toList();
        NetworkEvidence evidence = new NetworkEvidence(heard.size(), (int)
                heard.stream().filter(Contacts.Kind.SILENCE::equals).count());
        settle(evidence);
        return evidence.isIsolated();
    }

    /** The last contact with a server at the time of the poll: an earlier answer does not show how the network is by then. */
    private Optional<Contacts.Kind> heard(BbbEndpoint server, long askedAt) {
        return bbb.contacts()
                .last(server.api())
                .filter(contact -> contact.isSince(
                        contact.kind() == Contacts.Kind.SILENCE ? askedAt - SILENCE_LIFE.toNanos() : askedAt))
                .map(Contacts.Contact::kind);
    }

    private void ask(List<BbbEndpoint> unheard, int count) {
        List<BbbEndpoint> chosen = new ArrayList<>(unheard);
        Collections.shuffle(chosen);
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            chosen.stream()
                    .limit(count)
                    .forEach(server -> asking.execute(() -> {
                        BbbClient.Fetched _ = bbb.fetchIndex(server.withFullTimeout());
                    }));
        }
    }

    private void settle(NetworkEvidence evidence) {
        if (evidence.isIsolated() == isolated) {
            return;
        }
        isolated = evidence.isIsolated();
        if (isolated) {
            LOG.warn(
                    "This poller is isolated: {} of {} other BBB servers do not answer either. It takes none offline without"
                            + " the word of another poller or of an API replica, and leaves them to other pollers",
                    evidence.silent(),
                    evidence.others());
        } else {
            LOG.info("This poller reaches the BBB servers again");
        }
    }

    @Override
    @PreDestroy
    public void close() {
        worker.close();
    }
}
