package org.scalelite.common.testing;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.scalelite.common.config.Settings;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.HealthState;
import org.scalelite.common.server.MeetingTotals;
import org.scalelite.common.server.PollLeases;
import org.scalelite.common.server.PollRecord;
import org.scalelite.common.server.PollWritten;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.stores.TestStores;

/** A registry in a namespace of its own on the real Redis, and what tests do with one. */
public final class TestRegistry implements AutoCloseable {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MINIMUM_AGE = Duration.ofMinutes(1);

    private final String namespace = "test-" + UUID.randomUUID();
    private final String redisUrl;
    private final RedisStore redis;
    private final ServerRegistry servers;
    private final MeetingDirectory meetings;
    private final PollLeases leases;

    public TestRegistry() {
        this(TestStores.redisUrl());
    }

    /** A registry on a Redis that a test has for itself. */
    public TestRegistry(String redisUrl) {
        this.redisUrl = redisUrl;
        redis = RedisStore.connect(RedisConfig.of(Settings.of(environment())));
        servers = new ServerRegistry(redis);
        meetings = new MeetingDirectory(redis);
        leases = new PollLeases(redis);
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

    /** Writes what a good poll would: the server is online, has this load, and these records' meetings without users. */
    public void poll(ServerId id, double load, String... records) {
        Map<String, Integer> empty = new HashMap<>();
        for (String record : records) {
            empty.put(record, 0);
        }
        poll(id, load, empty);
    }

    /** The same, with the users that the server reports by record. */
    public void poll(ServerId id, double load, Map<String, Integer> users) {
        poll(
                id,
                load,
                users.entrySet().stream()
                        .map(entry -> reported(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /** The same, with what the server reports. */
    public PollWritten poll(ServerId id, double load, List<PollRecord.Meeting> reported) {
        Server.Statistics statistics = new Server.Statistics(reported.size(), 0, 0, 0, Optional.empty());
        return poll(
                id,
                new PollRecord.Good(
                        new HealthState.Healthy(),
                        load,
                        statistics,
                        MeetingTotals.NONE,
                        servers.now(),
                        DAY,
                        MINIMUM_AGE,
                        Duration.ZERO,
                        reported));
    }

    /** Writes a good poll that was sent at this time and found one meeting that may be adopted. */
    public PollWritten pollSentAt(ServerId id, Instant sentAt, String meetingId) {
        Server.Statistics statistics = new Server.Statistics(1, 0, 0, 0, Optional.empty());
        PollRecord.Meeting meeting = new PollRecord.Meeting("", meetingId, 0, true, "", "", Instant.EPOCH);
        return poll(
                id,
                new PollRecord.Good(
                        new HealthState.Healthy(),
                        0,
                        statistics,
                        MeetingTotals.NONE,
                        sentAt,
                        DAY,
                        MINIMUM_AGE,
                        Duration.ZERO,
                        List.of(meeting)));
    }

    private PollRecord.Meeting reported(String record, int users) {
        String key = redis.keys().prefix() + record;
        String tenant =
                Optional.ofNullable(redis.commands().hget(key, "tenant_id")).orElse("");
        String id = record.replaceFirst("^v2:meeting:[^:]*:|^meeting:", "");
        return new PollRecord.Meeting(tenant, id, users, false, "", "", Instant.EPOCH);
    }

    /** Writes what a poll would that takes the server offline. */
    public void offline(ServerId id) {
        poll(id, new PollRecord.Bad(new HealthState.Offline(0), "refused"));
    }

    /** Forgets the meetings of a server that is offline, as a poll does when it has been for too long. */
    public void release(ServerId id) {
        List<KnownMeeting> here = meetings.all().stream()
                .filter(meeting -> meeting.server().equals(id))
                .toList();
        meetings.release(leases.seize(id).orElseThrow(), here);
    }

    /** Writes a poll. */
    public PollWritten poll(ServerId id, PollRecord record) {
        return servers.recordPoll(leases.seize(id).orElseThrow(), record);
    }

    /** The load of a server as Redis has it; empty if it may not get new meetings. */
    public Optional<Double> load(ServerId id) {
        return Optional.ofNullable(redis.commands().zscore(redis.keys().of(RedisKey.SERVER_LOAD), id.value()));
    }

    /** Deletes all keys. */
    public void clear() {
        List<String> keys = redis.commands().keys(redis.keys().prefix() + "*");
        if (!keys.isEmpty()) {
            redis.commands().del(keys.toArray(String[]::new));
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}
