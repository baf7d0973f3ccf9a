package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.cli.CommandRun;
import org.scalelite.common.testing.TestTimeout;
import picocli.AutoComplete;

/** The completion of bash knows all commands, and bash, zsh and fish complete names. {@code UPDATE_DOCS=true} writes it again. */
class CompletionTest {
    private static final Path SCRIPT = SuiteProcess.ROOT.resolve("deploy/bin/scalelite-completion.bash");
    private static final Path FISH = SuiteProcess.ROOT.resolve("deploy/bin/scalelite-completion.fish");
    private static final Path NAMES = SuiteProcess.ROOT.resolve("deploy/bin/scalelite-names.bash");

    @Test
    void completionMatchesCommands() throws IOException {
        String script = AutoComplete.bash("scalelite", CommandRun.commands());
        if ("true".equals(System.getenv("UPDATE_DOCS"))) {
            Files.writeString(SCRIPT, script);
        }
        assertThat(SCRIPT)
                .as("run this test with UPDATE_DOCS=true in the environment")
                .hasContent(script);
    }

    @ParameterizedTest
    @CsvSource({
        "servers drain 127.0.0.1:80, 8090 8091",
        "meetings list --server 127, 127.0.0.1:8090 127.0.0.1:8091",
        "servers sync --m, --mode",
    })
    void bashCompletesNames(String typed, String completed, @TempDir Path directory)
            throws IOException, InterruptedException {
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source \"$0\"; COMP_LINE=\"$1\"; COMP_POINT=${#1}; IFS=' :' read -ra COMP_WORDS <<<\"$1\";"
                                + " COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _scalelite_names; echo \"${COMPREPLY[*]}\"",
                        NAMES.toString(),
                        program(directory) + " " + typed)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).isZero();
        assertThat(answer.strip()).isEqualTo(completed);
    }

    /** zsh writes into a terminal of its own what it has completed. */
    @Test
    void zshCompletesNames(@TempDir Path directory) throws IOException {
        installed("zsh");
        Path script = Files.writeString(directory.resolve("test.zsh"), """
                zmodload zsh/zpty
                zpty -b shell zsh -f -i
                zpty -w shell "autoload -Uz compinit bashcompinit; compinit -u; bashcompinit; . '$1'; print loa''ded"
                zpty -r shell out '*loaded*'
                zpty -w -n shell $'scalelite servers drain 127\t'
                zpty -r shell out '*127.0.0.1:809*'
                print found
                zpty -d shell
                """);
        Shell.Outcome outcome =
                withNames(directory).run(TestTimeout.LIMIT, List.of("zsh", "-f", script.toString(), NAMES.toString()));
        assertThat(outcome.output()).contains("found");
    }

    @Test
    void fishCompletesNames(@TempDir Path directory) throws IOException {
        installed("fish");
        Shell.Outcome outcome = withNames(directory)
                .run(
                        TestTimeout.LIMIT,
                        List.of(
                                "fish",
                                "-c",
                                "source '%s'; complete -C 'scalelite servers drain 127'".formatted(FISH)));
        assertThat(outcome.output().lines()).containsExactly("127.0.0.1:8090", "127.0.0.1:8091");
    }

    private static void installed(String shell) {
        assumeThat(new Shell(Map.of())
                        .run(TestTimeout.LIMIT, List.of("sh", "-c", "command -v " + shell))
                        .code())
                .as(shell + " is not installed: its completion is not tested")
                .isZero();
    }

    /** Shells that find a command line which knows two names. */
    private static Shell withNames(Path directory) throws IOException {
        program(directory);
        return new Shell(Map.of("HOME", directory.toString(), "PATH", directory + ":" + System.getenv("PATH")));
    }

    private static Path program(Path directory) throws IOException {
        Path program = Files.writeString(
                directory.resolve("scalelite"), "#!/bin/sh\nprintf '127.0.0.1:8090\\n127.0.0.1:8091\\n'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @ParameterizedTest
    @CsvSource({
        "servers a, add add-all",
        "servers sync --m, --mode",
        "recordings sh, show",
        "tenant-settings r, remove",
        "poll v, versions",
        "rak, ''"
    })
    void bashCompletes(String typed, String completed) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "source \"$0\"; COMP_WORDS=(scalelite \"$@\"); COMP_CWORD=$#; _complete_scalelite;"
                        + " echo \"${COMPREPLY[*]}\"",
                SCRIPT.toString()));
        command.addAll(List.of(typed.split(" ")));
        Process bash = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).isZero();
        assertThat(answer.strip()).isEqualTo(completed);
    }
}
