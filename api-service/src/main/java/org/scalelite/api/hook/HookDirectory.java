package org.scalelite.api.hook;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scalelite.common.hook.Hook;
import org.scalelite.common.hook.HookQueue;
import org.scalelite.common.hook.HookRepository;
import org.scalelite.common.hook.HookRepository.Creation;
import org.scalelite.common.hook.ServerHooks;
import org.scalelite.common.hook.ServerHooks.Kind;
import org.scalelite.common.task.Worker;

/**
 * The enabled hooks of each tenant, with a short cache; while PostgreSQL is unavailable, those that were read within the last
 * hour. Tells the pollers which kinds of hooks BBB servers need.
 */
@Singleton
@Requires(beans = HookRepository.class)
public final class HookDirectory implements AutoCloseable {
    private static final Duration REFRESH = Duration.ofSeconds(2);
    private static final Duration OUTAGE_CACHE_TTL = Duration.ofHours(1);
    private static final Duration TELL_EVERY = Duration.ofSeconds(30);
    private static final int MAX_CACHED = 10_000;

    private final HookRepository hooks;
    private final HookQueue queue;
    private final ServerHooks servers;
    private final LoadingCache<Optional<String>, List<Hook>> cache;
    private final Worker worker = Worker.every(TELL_EVERY, "wanted-hooks", this::tell);

    HookDirectory(HookRepository hooks, HookQueue queue, ServerHooks servers) {
        this.hooks = hooks;
        this.queue = queue;
        this.servers = servers;
        // A refresh returns what was read before until it is done, also while PostgreSQL hangs.
        this.cache = Caffeine.newBuilder()
                .refreshAfterWrite(REFRESH)
                .expireAfterWrite(OUTAGE_CACHE_TTL)
                .maximumSize(MAX_CACHED)
                .executor(Thread::startVirtualThread)
                .build(tenant -> hooks.enabled(tenant));
    }

    /** Tells the pollers in the background until it is closed. */
    public void start() {
        queue.listenToChanges(cache::invalidateAll);
        worker.start();
    }

    /** The hooks of a tenant now, the oldest first. */
    List<Hook> list(Optional<String> tenantId) {
        return hooks.enabled(tenantId);
    }

    /** A hook of a tenant; empty only if it does not exist or is disabled now. */
    Optional<Hook> find(Optional<String> tenantId, String id) {
        return find(of(tenantId), id).or(() -> find(list(tenantId), id));
    }

    private static Optional<Hook> find(List<Hook> hooks, String id) {
        return hooks.stream().filter(hook -> hook.id().equals(id)).findFirst();
    }

    /** The hooks of a tenant, a moment ago. */
    List<Hook> of(Optional<String> tenantId) {
        return cache.get(tenantId);
    }

    /** Creates a hook, unless its tenant has one with this URL, or so many. */
    Creation create(Hook hook, int limit) {
        Creation creation = hooks.create(hook, limit);
        if (creation instanceof Creation.Created) {
            changed(hook.tenantId());
            worker.wake();
        }
        return creation;
    }

    /** Removes a hook; false if the tenant has no hook with this id. */
    boolean destroy(Optional<String> tenantId, String id) {
        boolean destroyed = hooks.destroy(tenantId, id);
        if (destroyed) {
            changed(tenantId);
            queue.remove(id);
        }
        return destroyed;
    }

    /** Disables a hook that fails. */
    void disable(Hook hook, String reason) {
        hooks.disable(hook, reason);
        changed(hook.tenantId());
        queue.remove(hook.id());
    }

    private void changed(Optional<String> tenantId) {
        cache.invalidate(tenantId);
        queue.announceChange();
    }

    /** Raw messages belong to meetings that events name, so events are needed for them too. */
    private void tell() {
        List<Boolean> kinds = hooks.kinds();
        servers.want(
                kinds.isEmpty()
                        ? Set.of()
                        : kinds.stream().anyMatch(raw -> raw) ? Set.of(Kind.EVENTS, Kind.RAW) : Set.of(Kind.EVENTS));
    }

    @Override
    @PreDestroy
    public void close() {
        worker.close();
    }
}
