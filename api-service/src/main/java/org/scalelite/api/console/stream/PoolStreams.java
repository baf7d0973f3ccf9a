package org.scalelite.api.console.stream;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.scalelite.api.console.ConsoleConfig;
import org.scalelite.api.console.pool.PoolCache;
import org.scalelite.api.console.pool.PoolQuery;
import org.scalelite.api.console.pool.PoolSnapshot;
import org.scalelite.common.server.ServerId;

/** The streams that are open, of which there are few: one for each page of the pool in a browser. */
@Singleton
@Requires(property = ConsoleConfig.ENABLED, value = "true")
public final class PoolStreams {
    static final int MOST = 50;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final PoolCache pool;
    private final Set<PoolStream> open = new HashSet<>();

    PoolStreams(PoolCache pool) {
        this.pool = pool;
    }

    /**
     * Opens a stream.
     *
     * @param templates fills in the template of a name
     * @param query of the page
     * @param loaded of which time the page is
     * @param lifetime of the session
     * @return empty if too many are open
     */
    public Optional<PoolStream> open(
            BiFunction<String, Object, String> templates, PoolQuery query, String loaded, Duration lifetime) {
        Optional<PoolSnapshot> base = pool.recent(loaded);
        Set<ServerId> ids = query.apply(base.orElseGet(pool::read).servers()).stream()
                .map(facts -> facts.server().id())
                .collect(Collectors.toSet());
        return add(new PoolStream(
                pool::read,
                new PoolChanges(templates, base, ids),
                lifetime.compareTo(LONGEST) < 0 ? lifetime : LONGEST,
                this::remove));
    }

    private synchronized Optional<PoolStream> add(PoolStream stream) {
        open.stream().filter(PoolStream::isAbandoned).toList().forEach(PoolStream::close);
        return open.size() < MOST && open.add(stream) ? Optional.of(stream) : Optional.empty();
    }

    /** Ends all, because the program stops. */
    public synchronized void close() {
        List.copyOf(open).forEach(PoolStream::close);
    }

    private synchronized void remove(PoolStream stream) {
        open.remove(stream);
    }

    synchronized int size() {
        return open.size();
    }
}
