package org.scalelite.api.health;

import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.Contacts;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.task.Worker;

/**
 * Reports which BBB servers have answered this replica's calls, in one step and only if there were any, so that a poller that
 * does not reach them takes none of them offline.
 */
@Context
final class ReachedServers {
    /** Well below the time within which an answer counts. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Contacts contacts;
    private final ServerRegistry servers;
    private final Worker worker = Worker.every(INTERVAL, "reached-servers", this::record);
    private long recordedAt = System.nanoTime();

    ReachedServers(BbbClient bbb, ServerRegistry servers) {
        this.contacts = bbb.contacts();
        this.servers = servers;
        worker.startAfter(INTERVAL);
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
        if (!answers.isEmpty()) {
            servers.recordReached(answers);
        }
    }

    @PreDestroy
    void close() {
        worker.close();
    }
}
