package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.testing.TestTimeout;

/** {@code deploy/bin/with-environment} reads a file by the rules of systemd's {@code EnvironmentFile=}. */
class EnvironmentFileTest {
    private static final Duration DEADLINE = TestTimeout.LIMIT;
    private static final Shell SHELL = new Shell(Map.of("SET_BEFORE", "before"));

    private final Path file;

    EnvironmentFileTest(@TempDir Path directory) {
        this.file = directory.resolve("scalelite");
    }

    private Shell.Outcome read(String text, String variable) throws IOException {
        return run(text, "printf '[%s]' \"${" + variable + "-unset}\"");
    }

    private Shell.Outcome run(String text, String... script) throws IOException {
        Files.writeString(file, text);
        return SHELL.run(
                DEADLINE,
                Stream.concat(
                                Stream.of("deploy/bin/with-environment", file.toString(), "sh", "-c"),
                                Arrays.stream(script))
                        .toList());
    }

    private static String decoded(String text) {
        return text.replace('¶', '\n').replace('␍', '\r').replace('·', ' ');
    }

    /** In the table ¶ is a newline, ␍ a carriage return, and · a blank that would be overlooked. */
    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, delimiter = '|', quoteCharacter = '^', textBlock = """
            plain|X=value|value
            blanks|X=Tea and cake|Tea and cake
            ampersand|X=postgresql://u:p@h/d?a=1&b=2|postgresql://u:p@h/d?a=1&b=2
            no expansion|X=$HOME `id` $(id) ~ *|$HOME `id` $(id) ~ *
            hash behind a value|X=abc # comment|abc # comment
            comment lines|# X=one¶; X=two¶ # X=three|unset
            comment that ends in a backslash|# a\\¶X=value|value
            blanks around|··X·=··value··|value
            nothing|X=|
            single quotes|X='a "b" \\ $c·'|a "b" \\ $c·
            double quotes|X="a 'b' \\" \\\\ \\$ \\` \\n·"|a 'b' " \\ $ ` \\n·
            quotes in a row|X="a" 'b'|ab
            quotes inside a value|X=it's "so"|it's "so"
            over two lines by quotes|X="a¶b"|a¶b
            over two lines by a backslash|X=a\\¶ b|a b
            escaped blank at the end|X=a\\··|a·
            escaped backslash|X=a\\\\b|a\\b
            last counts|X=one¶X=two|two
            last line without its newline|Y=1¶X=value|value
            lines of DOS|Y=1␍¶X=value␍¶Z=2|value
            no assignment|X¶|unset
            equals sign in the value|X=a=b|a=b
            """)
    void readsAValueAsSystemdDoes(String what, String text, String expected) throws IOException {
        Shell.Outcome outcome = read(decoded(text), "X");
        assertThat(outcome.output()).as(what).isEqualTo("[" + (expected == null ? "" : decoded(expected)) + "]");
        assertThat(outcome.code()).as(what).isZero();
    }

    @Test
    void theFileCountsMoreThanWhatIsSet() throws IOException {
        assertThat(read("SET_BEFORE=file", "SET_BEFORE").output()).isEqualTo("[file]");
        assertThat(read("X=1", "SET_BEFORE").output()).isEqualTo("[before]");
    }

    @Test
    void namesALineItLeavesOutWithoutItsValue() throws IOException {
        assertThat(read("export SECRET=hunter2", "SECRET").output())
                .contains("the name export SECRET is not allowed")
                .endsWith("[unset]")
                .doesNotContain("hunter2");
    }

    @Test
    void givesTheCommandItsArgumentsAndItsExitCode() throws IOException {
        Shell.Outcome outcome = run("X=1\n", "echo \"$1\"; exit 7", "sh", "a  b");
        assertThat(outcome.output()).isEqualTo("a  b\n");
        assertThat(outcome.code()).isEqualTo(7);
    }

    @Test
    void anUnreadableFileIsReported() {
        Shell.Outcome outcome =
                SHELL.run(DEADLINE, List.of("deploy/bin/with-environment", file.toString(), "echo", "run"));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).contains("cannot read " + file).doesNotContain("run\n");
    }
}
