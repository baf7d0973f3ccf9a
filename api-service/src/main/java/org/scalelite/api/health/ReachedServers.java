package org.scalelite.api.health;

import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.Contacts;
import org.scalelite.common.server.ServerRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records in Redis which BBB servers have answered calls of this replica, so that a poller that does not reach them
 * does not take them offline.
 */
@Context
final class ReachedServers {
    private static final Logger LOG = LoggerFactory.getLogger(ReachedServers.class);

    /** Shorter than the time for which an answer counts. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Contacts contacts;
    private final ServerRegistry servers;
    private final CountDownLatch closed = new CountDownLatch(1);
    private long recordedAt = System.nanoTime();

    ReachedServers(BbbClient bbb, ServerRegistry servers) {
        this.contacts = bbb.contacts();
        this.servers = servers;
        Thread.ofVirtual().name("reached-servers").start(this::run);
    }

    private void run() {
        try {
            while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                record();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void record() {
        long now = System.nanoTime();
        Map<URI, Duration> answers = new HashMap<>();
        contacts.all().forEach((server, contact) -> {
            if (contact.kind() == Contacts.Kind.SUCCESS && contact.isSince(recordedAt)) {
                answers.put(server, Duration.ofNanos(Math.max(0, now - contact.at())));
            }
        });
        recordedAt = now;
        if (answers.isEmpty()) {
            return;
        }
        try {
            servers.recordReached(answers);
        } catch (RuntimeException e) {
            LOG.debug("Cannot record the reached servers", e);
        }
    }

    @PreDestroy
    void close() {
        closed.countDown();
    }
}
