package org.scalelite.common.tenant;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;

/** Reads the usage of tenants, pipelined. */
@Singleton
public record TenantUsageReader(RedisStore redis) {
    @Override
    public String toString() {
        return "usage of tenants";
    }

    /**
     * Some of the tenants.
     *
     * @param total how many there are on all pages
     */
    public record Found(List<TenantUsage> tenants, int total) {
        public Found {
            tenants = List.copyOf(tenants);
        }
    }

    /** A page of tenants, by their ids. */
    public Found page(int limit, int offset) {
        Set<String> ids = redis.call(commands -> commands.smembers(redis.keys().of(RedisKey.TENANTS)));
        return new Found(usage(ids.stream().sorted().skip(offset).limit(limit)), ids.size());
    }

    /** One tenant. */
    public Optional<TenantUsage> find(String id) {
        return usage(Stream.of(id)).stream().findFirst();
    }

    private List<TenantUsage> usage(Stream<String> ids) {
        RedisAsyncCommands<String, String> async = redis.async();
        return ids
                .map(id -> new Pending(
                        id,
                        async.hget(redis.keys().of(RedisKey.TENANT, id), "name"),
                        async.hmget(redis.keys().of(RedisKey.TENANT_USAGE, id), "meetings", "users"),
                        async.hmget(redis.keys().of(RedisKey.TENANT_LIMITS, id), "max_meetings", "max_users")))
                // All are sent before the first is awaited.
                .toList()
                .stream()
                .flatMap(pending -> usage(pending).stream())
                .toList();
    }

    private record Pending(
            String id,
            RedisFuture<String> name,
            RedisFuture<List<KeyValue<String, String>>> usage,
            RedisFuture<List<KeyValue<String, String>>> limits) {}

    private Optional<TenantUsage> usage(Pending pending) {
        List<KeyValue<String, String>> usage = redis.await(pending.usage());
        List<KeyValue<String, String>> limits = redis.await(pending.limits());
        return Optional.ofNullable(redis.await(pending.name()))
                .map(name -> new TenantUsage(
                        pending.id(),
                        name,
                        number(usage.get(0)).orElse(0L),
                        number(usage.get(1)).orElse(0L),
                        number(limits.get(0)),
                        number(limits.get(1))));
    }

    private static Optional<Long> number(KeyValue<String, String> field) {
        try {
            return Optional.ofNullable(field.getValueOrElse(null)).map(Long::valueOf);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
