package org.scalelite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Input;
import org.scalelite.cli.output.Style;
import org.scalelite.cli.output.Wording;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.config.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Runs commands in this process. They need a store only if they open one. */
public final class CommandRun {
    public static final Actor ACTOR = Actor.commandLine("ada", "test");

    /** Without colours, in UTC. */
    static final Style PLAIN = new Style(Ansi.OFF, ZoneOffset.UTC);

    /** Below the timeout of Redis that the command must not wait for. */
    private static final Duration BOUND = Duration.ofSeconds(45);

    private CommandRun() {}

    /** What a command printed, and its exit code. */
    public record Outcome(int exitCode, String out, String err) {}

    /** Runs a command with these settings, without a terminal and with an empty input. */
    public static Outcome run(Supplier<Settings> environment, String... arguments) {
        return run(environment, input(""), PLAIN, arguments);
    }

    /** Runs a command with these settings, this input and this style. */
    static Outcome run(Supplier<Settings> environment, Input input, Style style, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = ScaleliteCommand.commandLine(context(environment, input, style), arguments)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    /** Runs a command while Redis accepts connections without an answer; it ends long before the timeout of Redis. */
    public static Outcome runWithSilentRedis(String... arguments) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment =
                    Map.of("REDIS_URL", "redis://127.0.0.1:" + silent.getLocalPort(), "REDIS_TIMEOUT", "60");
            long start = System.nanoTime();
            Outcome outcome = run(() -> Settings.of(environment), arguments);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
            return outcome;
        }
    }

    /** Standard input with this text, without a terminal. */
    public static Input input(String text) {
        return new Input(Optional.empty(), text.isEmpty() ? Reader.nullReader() : new StringReader(text));
    }

    /** The command line for these arguments, without a terminal and with an empty input. */
    public static CommandLine commandLine(Supplier<Settings> environment, String... arguments) {
        return ScaleliteCommand.commandLine(context(environment, input(""), PLAIN), arguments);
    }

    private static CommandContext context(Supplier<Settings> environment, Input input, Style style) {
        return new CommandContext(environment, ACTOR, input, Wording.OWN, style, false);
    }

    /** The context of a command that reads no settings. */
    public static CommandContext context() {
        return context(() -> Settings.of(Map.of()), input(""), PLAIN);
    }

    /** All commands. */
    public static CommandLine commands() {
        return commandLine(() -> Settings.of(Map.of()));
    }
}
