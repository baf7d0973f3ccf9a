package org.scalelite.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.admin.InvalidInputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What an operator types, and the question before something is destroyed. */
class InputTest {
    private static Input typing(String answer) {
        Input.Terminal terminal = new Input.Terminal() {
            @Override
            public String answer(String question) {
                return answer;
            }

            @Override
            public String hidden(String question) {
                return answer;
            }
        };
        return new Input(Optional.of(terminal), Reader.nullReader());
    }

    private static Input reading(String text) {
        return new Input(Optional.empty(), new StringReader(text));
    }

    @Test
    void secretMayBeALineOfTheInput() {
        assertThat(reading("one\ntwo\n").secret("given", "secret")).isEqualTo("given");
        Input input = reading("one\ntwo\n");
        assertThat(input.secret("-", "secret")).isEqualTo("one");
        assertThat(input.secret("-", "secret")).isEqualTo("two");
        assertThatThrownBy(() -> input.secret("-", "secret"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("standard input has ended: give the secret on a line");
        assertThat(typing("typed").secret("-", "secret")).isEqualTo("typed");
    }

    @Test
    void answerWithoutATerminalIsTheNextLine() {
        assertThat(reading(" yes \n").answer("?")).isEqualTo("yes");
        assertThat(reading("").answer("?")).isEmpty();
        assertThat(typing(" no ").answer("?")).isEqualTo("no");
    }

    @Command(name = "destroy")
    private static final class Destroy implements Runnable {
        @Mixin
        private final Confirmation confirmation;

        private boolean done;

        Destroy(Input input) {
            this.confirmation = new Confirmation(input);
        }

        @Override
        public void run() {
            done = confirmation.isGiven("Remove a?");
        }
    }

    private static String confirm(Input input, String... arguments) {
        StringWriter err = new StringWriter();
        Destroy command = new Destroy(input);
        new CommandLine(command).setErr(new PrintWriter(err)).execute(arguments);
        return command.done + " " + err.toString().strip();
    }

    @ParameterizedTest
    @CsvSource({
        "y, true",
        "Y, true",
        "yes, true",
        "' YES ', true",
        "n, false Nothing was changed",
        "'', false Nothing was changed",
        "yep, false Nothing was changed"
    })
    void onlyYesConfirms(String answer, String outcome) {
        assertThat(confirm(typing(answer)).strip()).isEqualTo(outcome);
    }

    @Test
    void nothingIsDestroyedWithoutATerminal() {
        assertThat(confirm(reading("yes\n")))
                .isEqualTo("false Remove a? There is no terminal to answer at, so nothing was changed: give --yes");
        assertThat(confirm(reading(""), "--yes").strip()).isEqualTo("true");
        assertThat(confirm(reading(""), "-y").strip()).isEqualTo("true");
    }
}
