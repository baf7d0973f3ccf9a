package org.scalelite.common.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
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
 * The tenants, in Redis. A tenant that was read is remembered for a moment, so that most calls do without the round trip;
 * a change counts after that moment. While Redis is unavailable, a tenant that was read in the last hour is as it was then.
 */
public final class TenantDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(TenantDirectory.class);
    private static final RedisScript FIND = RedisScript.named("tenant-find");
    private static final RedisScript NAME = RedisScript.named("tenant-name");
    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final Duration KEPT_FOR_OUTAGES = Duration.ofHours(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final RedisStore redis;
    private final LoadingCache<String, Label> remembered = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build(this::read);
    private final Cache<String, Label> lastKnown = Caffeine.newBuilder()
            .expireAfterWrite(KEPT_FOR_OUTAGES)
            .maximumSize(MOST_REMEMBERED)
            .build();

    public TenantDirectory(RedisStore redis) {
        this.redis = redis;
    }

    /** What a name stands for. */
    private sealed interface Label {
        /** A tenant that can be called. */
        record Callable(Tenant tenant) implements Label {}

        /** A tenant without a secret. */
        record Mute() implements Label {}

        /** Nobody. */
        record Nobody() implements Label {}
    }

    /**
     * The tenant of this name, if there is one and it has a secret.
     *
     * @throws RedisUnavailableException if Redis does not answer and did not lately know of a tenant of this name
     */
    public Optional<Tenant> named(String name) {
        return switch (remembered.get(name)) {
            case Label.Callable(Tenant tenant) -> Optional.of(tenant);
            case Label.Mute(), Label.Nobody() -> Optional.empty();
        };
    }

    /** Whether there is a tenant of this name, even one that nobody can call. */
    public boolean isTaken(String name) {
        return !(remembered.get(name) instanceof Label.Nobody);
    }

    /** The tenant of this id, if there is one and it has a secret. */
    public Optional<Tenant> withId(String id) {
        return NAME.run(redis, id).stream()
                .findFirst()
                .flatMap(this::named)
                .filter(tenant -> tenant.id().equals(id));
    }

    private Label read(String name) {
        try {
            Label label = ask(name);
            if (label instanceof Label.Nobody) {
                // Names that somebody made up must not push out tenants.
                lastKnown.invalidate(name);
            } else {
                lastKnown.put(name, label);
            }
            return label;
        } catch (RedisUnavailableException e) {
            return Optional.ofNullable(lastKnown.getIfPresent(name)).orElseThrow(() -> e);
        }
    }

    private Label ask(String name) {
        return FIND.run(redis, name).stream()
                .findFirst()
                .map(TenantDocument::read)
                .map(TenantDirectory::label)
                .orElseGet(Label.Nobody::new);
    }

    private static Label label(TenantEntry entry) {
        List<String> secrets = Arrays.stream(
                        entry.get(TenantField.SECRETS).orElse("").split(":"))
                .filter(secret -> !secret.isBlank())
                .toList();
        if (secrets.isEmpty()) {
            LOG.warn("{} has no secret: nobody can call under its name", entry);
            return new Label.Mute();
        }
        List<Tenant.Setting> settings =
                entry.settings().stream().map(TenantEntry.Setting::content).toList();
        return new Label.Callable(new Tenant(
                entry.id(),
                entry.name(),
                new SharedSecrets(secrets),
                settings,
                new Tenant.Limits(limit(entry, TenantField.MAX_MEETINGS), limit(entry, TenantField.MAX_USERS)),
                LrsSettings.of(entry)));
    }

    /** What was not written through {@link TenantRegistry} may be no number. */
    private static Optional<Integer> limit(TenantEntry entry, TenantField field) {
        try {
            return entry.get(field).map(Integer::valueOf).filter(limit -> limit > 0);
        } catch (NumberFormatException _) {
            LOG.warn("{}: {} is no number, so there is no such limit", entry, field.text());
            return Optional.empty();
        }
    }
}
