package org.scalelite.common.testing;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.scalelite.common.config.Settings;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.PollRecord;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.stores.TestStores;

/** A registry in a namespace of its own on the real Redis, and what tests do with one. */
public final class TestRegistry implements AutoCloseable {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YOUTH = Duration.ofMinutes(1);

    private final String namespace = "test-" + UUID.randomUUID();
    private final String redisUrl;
    private final RedisStore redis;
    private final ServerRegistry servers;
    private final MeetingDirectory meetings;

    public TestRegistry() {
        this(TestStores.redisUrl());
    }

    /** A registry on a Redis that a test has for itself. */
    public TestRegistry(String redisUrl) {
        this.redisUrl = redisUrl;
        redis = RedisStore.connect(RedisConfig.of(Settings.of(environment())));
        servers = new ServerRegistry(redis);
        meetings = new MeetingDirectory(redis);
    }

    /** The environment of a service that uses this registry. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("REDIS_URL", redisUrl);
        environment.put("REDIS_NAMESPACE", namespace);
        // A busy machine must not decide a test.
        environment.put("REDIS_TIMEOUT", "30");
        return environment;
    }

    public RedisStore redis() {
        return redis;
    }

    public ServerRegistry servers() {
        return servers;
    }

    public MeetingDirectory meetings() {
        return meetings;
    }

    /** A server that is enabled, online and carries nothing. */
    public ServerId online(URI url, String secret, Optional<String> tag, double multiplier) {
        ServerId id = ServerRegistry.newId(url, false);
        if (!(servers.add(id, url, secret, multiplier, tag) instanceof ServerRegistry.Addition.Added)) {
            throw new IllegalStateException(url + " is in the registry already");
        }
        servers.changeState(id, Server.State.ENABLED);
        poll(id, 0);
        return id;
    }

    public ServerId online(URI url, String secret) {
        return online(url, secret, Optional.empty(), 1);
    }

    /** Writes what a good poll would: the server is online and has this load. */
    public void poll(ServerId id, double load, String... reported) {
        Map<String, Integer> empty = new HashMap<>();
        for (String record : reported) {
            empty.put(record, 0);
        }
        poll(id, load, empty);
    }

    /** The same, with the users that the server reports by record. */
    public void poll(ServerId id, double load, Map<String, Integer> reported) {
        PollRecord.Good good = new PollRecord.Good(
                true,
                new Server.Health(0, 0),
                load,
                new Server.Statistics(reported.size(), 0, 0, 0, Optional.empty()),
                servers.now(),
                reported);
        servers.recordPoll(id, good, DAY, YOUTH);
    }

    /** Writes what a poll would that takes the server offline. */
    public void offline(ServerId id) {
        servers.recordPoll(id, new PollRecord.Bad(false, new Server.Health(0, 0)), DAY, YOUTH);
    }

    /** The load of a server as Redis has it; empty if it may not get new meetings. */
    public Optional<Double> load(ServerId id) {
        return Optional.ofNullable(redis.commands().zscore(redis.keys().serverLoad(), id.value()));
    }

    @Override
    public void close() {
        redis.close();
    }
}
