package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.cli.CommandRun;
import picocli.AutoComplete;

/** The completion of bash knows all commands. {@code UPDATE_DOCS=true} writes it again. */
class CompletionTest {
    private static final Path SCRIPT = SuiteProcess.ROOT.resolve("deploy/bin/scalelite-completion.bash");
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
        Path program = Files.writeString(
                directory.resolve("scalelite"), "#!/bin/sh\nprintf '127.0.0.1:8090\\n127.0.0.1:8091\\n'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source \"$0\"; COMP_LINE=\"$1\"; COMP_POINT=${#1}; IFS=' :' read -ra COMP_WORDS <<<\"$1\";"
                                + " COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _scalelite_names; echo \"${COMPREPLY[*]}\"",
                        NAMES.toString(),
                        program + " " + typed)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).isZero();
        assertThat(answer.strip()).isEqualTo(completed);
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
