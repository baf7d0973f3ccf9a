package org.scalelite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Input;
import org.scalelite.cli.output.Style;
import org.scalelite.cli.output.Wording;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.config.Settings;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.testing.PlainText;
import org.scalelite.stores.TestStores;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The command line over a real Redis, in a namespace that no other test has, with nobody at the terminal. */
public final class CommandLineFixture implements AutoCloseable {
    private static final Style PLAIN = new Style(Ansi.OFF, ZoneOffset.UTC);

    public static final Actor ACTOR = Actor.commandLine("ada", "test");

    private final Map<String, String> environment;
    private final RedisStore redis;
    private Style style = PLAIN;

    /** Over a Redis of its own. */
    public CommandLineFixture() {
        this(Map.of("REDIS_URL", TestStores.redisUrl(), "REDIS_NAMESPACE", "cli-" + UUID.randomUUID()));
    }

    /** Over what this environment names. */
    public CommandLineFixture(Map<String, String> environment) {
        this.environment = new ConcurrentHashMap<>(environment);
        this.redis = RedisStore.connect(RedisConfig.of(Settings.of(environment)));
    }

    /** What a command printed, and its exit code. */
    public record Outcome(int exitCode, String out, String err) {}

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
        return run(noInput(), arguments);
    }

    /** Runs a command that reads this. */
    public Outcome runReading(String standardInput, String... arguments) {
        return run(new Input(Optional.empty(), new StringReader(standardInput)), arguments);
    }

    /** Runs a command for somebody who sits at a terminal and types these lines. */
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
        Outcome outcome = run(context(() -> Settings.of(environment), input, style), arguments);
        assertThat(outcome.out() + outcome.err())
                .as("what an operator reads of %s", String.join(" ", arguments))
                .doesNotContainPattern(PlainText.OF_JAVA);
        return outcome;
    }

    /** Runs a command with these settings, with no terminal and nothing in its input. */
    public static Outcome run(Supplier<Settings> environment, String... arguments) {
        return run(context(environment, noInput(), PLAIN), arguments);
    }

    private static Outcome run(CommandContext context, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = ScaleliteCommand.commandLine(context, arguments)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    /** The command line for these arguments, with no terminal and nothing in its input. */
    public static CommandLine commandLine(Supplier<Settings> environment, String... arguments) {
        return ScaleliteCommand.commandLine(context(environment, noInput(), PLAIN), arguments);
    }

    private static Input noInput() {
        return new Input(Optional.empty(), Reader.nullReader());
    }

    private static CommandContext context(Supplier<Settings> environment, Input input, Style style) {
        return new CommandContext(environment, ACTOR, input, Wording.OWN, style, false);
    }

    /** What a command gets that reads no settings. */
    public static CommandContext context() {
        return context(() -> Settings.of(Map.of()), noInput(), PLAIN);
    }

    /** All commands, to look at. */
    public static CommandLine commands() {
        return commandLine(() -> Settings.of(Map.of()));
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
