package org.scalelite.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.config.Settings;
import picocli.CommandLine;

/** What holds for all commands: help, usage errors and an environment that is no good. */
final class ScaleliteCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Stream<String> allCommands() {
        return namesBelow("", CommandLineFixture.commands()).filter(name -> !name.isEmpty());
    }

    private static Stream<String> namesBelow(String prefix, CommandLine commands) {
        return Stream.concat(
                Stream.of(prefix),
                commands.getSubcommands().entrySet().stream()
                        .flatMap(entry -> namesBelow((prefix + " " + entry.getKey()).strip(), entry.getValue())));
    }

    @ParameterizedTest
    @MethodSource("allCommands")
    void everyCommandExplainsItself(String command) {
        assertThat(execute(command + " --help", () -> Settings.of(Map.of("REDIS_URL", "nonsense"))))
                .isZero();
        assertThat(out.toString()).contains("Usage: scalelite " + command);
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version"})
    void helpNeedsNoRedis(String arguments) {
        assertThat(execute(arguments, () -> Settings.of(Map.of("REDIS_URL", "nonsense"))))
                .isZero();
        assertThat(out.toString()).isNotEmpty();
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "servers nonsense", "servers enable", "servers add https://b.example/api"})
    void aUsageErrorIsExplainedInTwoLines(String arguments) {
        assertThat(execute(arguments, () -> Settings.of(Map.of()))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).hasSize(2).last().asString().startsWith("Try 'scalelite");
    }

    @Test
    void failsIfTheEnvironmentIsNoGood() {
        assertThat(execute("status", () -> Settings.of(Map.of("REDIS_URL", "nonsense"))))
                .isEqualTo(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void failsIfRedisDoesNotAnswer() {
        Map<String, String> environment =
                Map.of("REDIS_URL", "redis://127.0.0.1:1", "DB_CONNECTION_RETRY_COUNT", "0", "REDIS_TIMEOUT", "1");

        assertThat(execute("servers list", () -> Settings.of(environment))).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
    }

    private int execute(String arguments, Supplier<Settings> settings) {
        Pool pool = new Pool(settings, CommandLineFixture.ACTOR, new Input(Optional.empty(), Reader.nullReader()));
        CommandLine commandLine = ScaleliteCommand.commandLine(pool, _ -> 0)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        return arguments.isEmpty() ? commandLine.execute() : commandLine.execute(arguments.split(" "));
    }
}
