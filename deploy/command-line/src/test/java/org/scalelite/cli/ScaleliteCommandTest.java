package org.scalelite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.config.Settings;
import picocli.CommandLine;

/** What holds for all commands: help, usage errors and an environment that is no good. */
final class ScaleliteCommandTest {
    private Outcome outcome = new Outcome(0, "", "");

    static Stream<String> allCommands() {
        return namesBelow("", CommandRun.commands()).filter(name -> !name.isEmpty());
    }

    private static Stream<String> namesBelow(String prefix, CommandLine commands) {
        return Stream.concat(
                Stream.of(prefix),
                commands.getSubcommands().entrySet().stream()
                        .flatMap(entry -> namesBelow((prefix + " " + entry.getKey()).strip(), entry.getValue())));
    }

    @ParameterizedTest
    @MethodSource("allCommands")
    void everyCommandHasHelp(String command) {
        assertThat(execute(command + " --help", () -> Settings.of(Map.of("REDIS_URL", "nonsense"))))
                .isZero();
        assertThat(outcome.out()).contains("Usage: scalelite " + command);
        assertThat(outcome.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version"})
    void helpNeedsNoRedis(String arguments) {
        assertThat(execute(arguments, () -> Settings.of(Map.of("REDIS_URL", "nonsense"))))
                .isZero();
        assertThat(outcome.out()).isNotEmpty();
        assertThat(outcome.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "servers nonsense", "servers enable", "servers add https://b.example/api"})
    void usageErrorEndsWithPointerToHelp(String arguments) {
        assertThat(execute(arguments, () -> Settings.of(Map.of()))).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines()).hasSizeBetween(2, 3).last().asString().startsWith("Try 'scalelite");
    }

    @ParameterizedTest
    @CsvSource({
        "servrs list, servers",
        "servers enabel x, enable",
        "status --josn, --json",
        "servers list --srot id, --sort",
    })
    void usageErrorSuggestsWhatWasMeant(String arguments, String meant) {
        assertThat(execute(arguments, () -> Settings.of(Map.of()))).isEqualTo(2);
        assertThat(outcome.err().lines().skip(1)).first().asString().contains(meant);
    }

    @Test
    void helpHasAllGroupsInOrderOfUse() {
        execute("--help", () -> Settings.of(Map.of()));

        assertThat(outcome.out())
                .containsSubsequence(ScaleliteCommand.GROUPS.names().stream()
                        .map(name -> "\n  " + name + " ")
                        .toList())
                .doesNotContain("Other commands", "complete", "rake");
        execute("servers --help", () -> Settings.of(Map.of()));
        assertThat(outcome.out())
                .containsSubsequence("\n  list ", "\n  enable ", "\n  add ", "\n  sync ")
                .doesNotContain("Other commands");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "callbacks retry",
                "callbacks retry 1 --all-dead",
                "recordings retry",
                "recordings retry bad.tar --all-failed"
            })
    void retryNeedsNamesOrAll(String arguments) {
        assertThat(execute(arguments, () -> Settings.of(Map.of()))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"callbacks list", "recordings list", "recordings jobs"})
    void failsWithoutDatabase(String arguments) {
        assertThat(execute(arguments, () -> Settings.of(Map.of("DB_DISABLED", "true"))))
                .isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void failsIfEnvironmentIsInvalid() {
        assertThat(execute("status", () -> Settings.of(Map.of("REDIS_URL", "nonsense"))))
                .isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void failsIfRedisDoesNotAnswer() {
        Map<String, String> environment =
                Map.of("REDIS_URL", "redis://127.0.0.1:1", "DB_CONNECTION_RETRY_COUNT", "0", "REDIS_TIMEOUT", "1");

        assertThat(execute("servers list", () -> Settings.of(environment))).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
    }

    private int execute(String arguments, Supplier<Settings> settings) {
        outcome = CommandRun.run(settings, arguments.isEmpty() ? new String[0] : arguments.split(" "));
        return outcome.exitCode();
    }
}
