package org.scalelite.api.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.scalelite.common.config.Settings;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.stores.TestStores;

/** The command line over a real Redis, in a namespace that no other test has. */
final class CommandLineFixture implements AutoCloseable {
    private final Map<String, String> environment = new ConcurrentHashMap<>(
            Map.of("REDIS_URL", TestStores.redisUrl(), "REDIS_NAMESPACE", "cli-" + UUID.randomUUID()));
    private final RedisStore redis = RedisStore.connect(RedisConfig.of(Settings.of(environment)));

    /** What a command printed, and its exit code. */
    record Outcome(int exitCode, String out, String err) {}

    /** Sets a variable for the commands that follow. */
    CommandLineFixture with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = ScaleliteCommand.commandLine(() -> Settings.of(environment))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    /** Adds a server and answers its id. */
    String add(String url, String... options) {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(new String[] {"servers", "add", url, "bbb-secret"}, 0, arguments, 0, 4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        return run(arguments).out().lines().skip(1).findFirst().orElse("").replaceFirst("^id: ", "");
    }

    /** A meeting on a server, as Scalelite writes it. */
    void putMeeting(String meetingId, String serverId) {
        redis.commands().sadd(redis.keys().meetings(), meetingId);
        redis.commands()
                .hset(
                        redis.keys().meeting(meetingId),
                        Map.of("server_id", serverId, "moderator_pw", "mp", "voice_bridge", "123456789"));
    }

    /** What a good poll leaves of an enabled server, as Scalelite writes it. */
    void putPoll(String serverId, double load, Map<String, String> statistics) {
        statistics.forEach((field, value) -> redis.commands().hset(redis.keys().server(serverId), field, value));
        redis.commands().hset(redis.keys().server(serverId), "online", "true");
        redis.commands().zadd(redis.keys().serverLoad(), load, serverId);
    }

    RedisStore redis() {
        return redis;
    }

    @Override
    public void close() {
        redis.close();
    }
}
