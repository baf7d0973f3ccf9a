package org.scalelite.common.management;

import jakarta.inject.Singleton;
import java.util.List;
import org.scalelite.common.metrics.ScrapeListener;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerRegistry;

/** The servers of the registry, read once for all metrics of a scrape. */
@Singleton
public final class KnownServers implements ScrapeListener {
    private final ServerRegistry registry;
    private volatile List<Server> servers = List.of();

    KnownServers(ServerRegistry registry) {
        this.registry = registry;
    }

    /** The servers; none while Redis is unavailable. */
    public List<Server> all() {
        return servers;
    }

    @Override
    public int order() {
        return 0;
    }

    @Override
    public void refresh() {
        servers = List.of();
        servers = registry.all();
    }
}
