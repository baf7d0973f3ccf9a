package org.scalelite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.cli.command.Input;
import org.scalelite.cli.output.Style;
import org.scalelite.common.config.Settings;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.testing.PlainText;
import org.scalelite.stores.TestStores;

/** The command line over a real Redis, in a namespace that no other test has, without a terminal. */
public final class CommandLineFixture implements AutoCloseable {
    private final Map<String, String> environment;
    private final RedisStore redis;
    private Style style = CommandRun.PLAIN;

    /** Over a Redis of its own. */
    public CommandLineFixture() {
        this(Map.of("REDIS_URL", TestStores.redisUrl(), "REDIS_NAMESPACE", "cli-" + UUID.randomUUID()));
    }

    /** Over what this environment names. */
    public CommandLineFixture(Map<String, String> environment) {
        this.environment = new ConcurrentHashMap<>(environment);
        this.redis = RedisStore.connect(RedisConfig.of(Settings.of(environment)));
    }

    /** Sets a variable for the commands that follow. */
    public CommandLineFixture with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Sets the style for the commands that follow. */
    public CommandLineFixture with(Style other) {
        style = other;
        return this;
    }

    /** Runs a command with no terminal and nothing in its input. */
    public Outcome run(String... arguments) {
        return run(CommandRun.input(""), arguments);
    }

    /** Runs a command that reads this. */
    public Outcome runReading(String standardInput, String... arguments) {
        return run(CommandRun.input(standardInput), arguments);
    }

    /** Runs a command at a terminal where an operator types these lines. */
    public Outcome runAnswering(List<String> typed, String... arguments) {
        Deque<String> lines = new ArrayDeque<>(typed);
        Input.Terminal terminal = new Input.Terminal() {
            @Override
            public String answer(String question) {
                return lines.remove();
            }

            @Override
            public String hidden(String question) {
                return lines.remove();
            }
        };
        return run(new Input(Optional.of(terminal), Reader.nullReader()), arguments);
    }

    private Outcome run(Input input, String... arguments) {
        Outcome outcome = CommandRun.run(() -> Settings.of(environment), input, style, arguments);
        assertThat(outcome.out() + outcome.err())
                .as("what an operator reads of %s", String.join(" ", arguments))
                .doesNotContainPattern(PlainText.OF_JAVA);
        return outcome;
    }

    /** Adds a server and answers its id. */
    public String add(String url, String... options) {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(new String[] {"servers", "add", url, "bbb-secret"}, 0, arguments, 0, 4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        return idIn(run(arguments));
    }

    /** The id that a command printed. */
    public static String idIn(Outcome outcome) {
        return outcome.out().lines().skip(1).findFirst().orElse("").replaceFirst("^id: ", "");
    }

    /** A meeting on a server, as Scalelite writes it. */
    public void putMeeting(String meetingId, String serverId) {
        redis.commands().sadd(redis.keys().of(RedisKey.MEETINGS), meetingId);
        redis.commands()
                .hset(
                        redis.keys().of(RedisKey.MEETING, meetingId),
                        Map.of("server_id", serverId, "moderator_pw", "mp", "voice_bridge", "123456789"));
    }

    /** What a good poll leaves of an enabled server, as Scalelite writes it. */
    public void putPoll(String serverId, double load, Map<String, String> statistics) {
        statistics.forEach((field, value) ->
                redis.commands().hset(redis.keys().of(RedisKey.SERVER, serverId), field, value));
        redis.commands().hset(redis.keys().of(RedisKey.SERVER, serverId), "online", "true");
        redis.commands().zadd(redis.keys().of(RedisKey.SERVER_LOAD), load, serverId);
    }

    public RedisStore redis() {
        return redis;
    }

    @Override
    public void close() {
        redis.close();
    }
}
