package org.scalelite.common.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.checksum.SharedSecrets;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.RedisUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tenants, in Redis, with a short cache that saves the round trip of most calls and delays changes. While Redis is
 * unavailable, tenants that were read within the last hour are used.
 */
@Singleton
public final class TenantDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(TenantDirectory.class);
    private static final RedisScript FIND = RedisScript.named("tenant-find");
    private static final RedisScript NAME = RedisScript.named("tenant-name");
    private static final Duration CACHE_TTL = Duration.ofSeconds(2);
    private static final Duration OUTAGE_CACHE_TTL = Duration.ofHours(1);
    private static final int MAX_CACHED = 10_000;

    private final RedisStore redis;
    private final LoadingCache<String, Lookup> cache = Caffeine.newBuilder()
            .expireAfterWrite(CACHE_TTL)
            .maximumSize(MAX_CACHED)
            .build(this::read);
    private final Cache<String, Lookup> lastKnown = Caffeine.newBuilder()
            .expireAfterWrite(OUTAGE_CACHE_TTL)
            .maximumSize(MAX_CACHED)
            .build();

    public TenantDirectory(RedisStore redis) {
        this.redis = redis;
    }

    /** The result of a lookup by name. */
    private sealed interface Lookup {
        /** A tenant with a secret. */
        record Found(Tenant tenant) implements Lookup {}

        /** A tenant without a secret. */
        record WithoutSecret() implements Lookup {}

        /** The tenant was not found. */
        record NotFound() implements Lookup {}
    }

    /**
     * The tenant with this name, if it exists and has a secret.
     *
     * @throws RedisUnavailableException if Redis does not answer and the tenant is not cached
     */
    public Optional<Tenant> named(String name) {
        return switch (cache.get(name)) {
            case Lookup.Found(Tenant tenant) -> Optional.of(tenant);
            case Lookup.WithoutSecret(), Lookup.NotFound() -> Optional.empty();
        };
    }

    /** Whether a tenant has this name, even one without a secret. */
    public boolean isTaken(String name) {
        return !(cache.get(name) instanceof Lookup.NotFound);
    }

    /** The tenant with this id, if it exists and has a secret. */
    public Optional<Tenant> withId(String id) {
        return NAME.run(redis, id).stream()
                .findFirst()
                .flatMap(this::named)
                .filter(tenant -> tenant.id().equals(id));
    }

    private Lookup read(String name) {
        try {
            Lookup lookup = fetch(name);
            if (lookup instanceof Lookup.NotFound) {
                // Unknown names must not evict tenants.
                lastKnown.invalidate(name);
            } else {
                lastKnown.put(name, lookup);
            }
            return lookup;
        } catch (RedisUnavailableException e) {
            return Optional.ofNullable(lastKnown.getIfPresent(name)).orElseThrow(() -> e);
        }
    }

    private Lookup fetch(String name) {
        return FIND.run(redis, name).stream()
                .findFirst()
                .map(TenantDocument::read)
                .map(TenantDirectory::lookup)
                .orElseGet(Lookup.NotFound::new);
    }

    private static Lookup lookup(TenantEntry entry) {
        List<String> secrets = Arrays.stream(
                        entry.get(TenantField.SECRETS).orElse("").split(":"))
                .filter(secret -> !secret.isBlank())
                .toList();
        if (secrets.isEmpty()) {
            LOG.warn("{} has no secret: calls under its name are rejected", entry);
            return new Lookup.WithoutSecret();
        }
        List<Tenant.Setting> settings =
                entry.settings().stream().map(TenantEntry.Setting::content).toList();
        return new Lookup.Found(new Tenant(
                entry.id(),
                entry.name(),
                new SharedSecrets(secrets),
                settings,
                new Tenant.Limits(limit(entry, TenantField.MAX_MEETINGS), limit(entry, TenantField.MAX_USERS)),
                LrsSettings.of(entry)));
    }

    /** A value that was not written by {@link TenantRegistry} may not be a number. */
    private static Optional<Integer> limit(TenantEntry entry, TenantField field) {
        try {
            return entry.get(field).map(Integer::valueOf).filter(limit -> limit > 0);
        } catch (NumberFormatException _) {
            LOG.warn("{}: {} is not a number, so the limit is not applied", entry, field.text());
            return Optional.empty();
        }
    }
}
