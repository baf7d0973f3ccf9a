package org.scalelite.benchmarks.suite;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.scalelite.benchmarks.suite.Suite.Simulators;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;

/** Simulated servers as the load balancer knows them: {@code NAME-1} is {@code bbb-1} of the simulators. */
public record Pool(String name, Simulators simulators, RedisStore redis) {
    /** So many commands are answered well within the time that a command has. */
    private static final int BATCH = 2_000;

    /** A pool whose servers have so many meetings of five users each from the start, all of them in the directory. */
    public static Pool seeded(String name, Suite suite, RedisStore redis, int servers, int meetings) {
        Simulators simulators = suite.simulators(
                name + "-simulator",
                servers,
                2,
                "--meetings-per-server",
                Integer.toString(meetings),
                "--users-per-meeting",
                "5");
        Pool pool = new Pool(name, simulators, redis);
        pool.register(Optional.empty(), 0, servers);
        pool.adoptSeededMeetings(meetings);
        return pool;
    }

    public void register(Optional<String> tag, int from, int to) {
        ServerRegistry registry = new ServerRegistry(redis);
        for (int server = from; server < to; server++) {
            URI url = simulators.urls().get(server);
            registry.add(id(server), url, simulators.secret(), 1, tag);
        }
        change(Server.State.ENABLED, from, to);
    }

    public void change(Server.State state) {
        change(state, 0, simulators.urls().size());
    }

    private void change(Server.State state, int from, int to) {
        ServerRegistry registry = new ServerRegistry(redis);
        IntStream.range(from, to).forEach(server -> registry.changeState(id(server), state));
    }

    /** The number of the server, from 0, that a meeting lives on. */
    public int serverOf(String meetingId) {
        String id = redis.commands().hget(redis.keys().of(RedisKey.MEETING, meetingId), "server_id");
        if (id == null) {
            throw new BenchmarkException("the load balancer does not know the meeting " + meetingId);
        }
        return Integer.parseInt(id.substring(name.length() + 1)) - 1;
    }

    /** What the control API can do to one server. */
    public void control(int server, String method, String what, String json) {
        LocalHttp.require(URI.create(simulators.control() + "/servers/bbb-" + (server + 1) + "/" + what), method, json);
    }

    /** Makes the directory know the meetings that the simulators had from the start. */
    private void adoptSeededMeetings(int perServer) {
        RedisAsyncCommands<String, String> commands = redis.async();
        RedisNamespace keys = redis.keys();
        long now = new ServerRegistry(redis).now().toEpochMilli();
        for (int server = 0; server < simulators.urls().size(); server++) {
            List<RedisFuture<?>> pending = new ArrayList<>();
            for (int meeting = 1; meeting <= perServer; meeting++) {
                String id = "seed-" + (server + 1) + "-" + meeting;
                pending.add(commands.hset(
                        keys.of(RedisKey.MEETING, id),
                        Map.of("server_id", id(server).value(), "moderator_pw", "", "voice_bridge", "")));
                pending.add(commands.sadd(keys.of(RedisKey.MEETINGS), id));
                pending.add(commands.zadd(keys.of(RedisKey.ASSIGNMENTS), (double) now, "meeting:" + id));
            }
            pending.forEach(redis::await);
        }
    }

    /** Makes the load balancer forget meetings that the simulators have forgotten, and what it reserved for them. */
    public void forget(List<String> meetings) {
        RedisAsyncCommands<String, String> commands = redis.async();
        RedisNamespace keys = redis.keys();
        Set<String> gone = new HashSet<>(meetings);
        Map<String, String> bridges = redis.commands().hgetall(keys.of(RedisKey.VOICE_BRIDGES));
        List<RedisFuture<?>> pending = new ArrayList<>();
        bridges.forEach((bridge, holder) -> {
            if (gone.contains(holder)) {
                pending.add(commands.hdel(keys.of(RedisKey.VOICE_BRIDGES), bridge));
            }
        });
        for (int server = 0; server < simulators.urls().size(); server++) {
            pending.add(commands.del(keys.of(RedisKey.RESERVATIONS, id(server).value())));
        }
        for (String id : meetings) {
            pending.add(commands.del(keys.of(RedisKey.MEETING, id)));
            pending.add(commands.srem(keys.of(RedisKey.MEETINGS), id));
            pending.add(commands.zrem(keys.of(RedisKey.ASSIGNMENTS), "meeting:" + id));
            if (pending.size() > BATCH) {
                pending.forEach(redis::await);
                pending.clear();
            }
        }
        pending.forEach(redis::await);
    }

    public ServerRegistry registry() {
        return new ServerRegistry(redis);
    }

    public List<ServerId> ids() {
        return IntStream.range(0, simulators.urls().size()).mapToObj(this::id).toList();
    }

    /** Has all servers polled now. */
    public void makeDue() {
        RedisAsyncCommands<String, String> commands = redis.async();
        RedisNamespace keys = redis.keys();
        List<RedisFuture<?>> pending = new ArrayList<>();
        for (ServerId id : ids()) {
            pending.add(commands.zadd(keys.of(RedisKey.POLLS_DUE), 0, id.value()));
            pending.add(commands.zrem(keys.of(RedisKey.POLL_LEASES), id.value()));
        }
        pending.add(commands.publish(keys.of(RedisKey.POLL_CHANNEL), ""));
        pending.forEach(redis::await);
    }

    private ServerId id(int server) {
        return new ServerId(name + "-" + (server + 1));
    }
}
