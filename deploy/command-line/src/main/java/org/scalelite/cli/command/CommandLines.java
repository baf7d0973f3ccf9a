package org.scalelite.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scalelite.cli.lookup.Similarity;
import org.scalelite.cli.output.Cell;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.program.Program;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Errors and the version of all commands. */
public final class CommandLines {
    private CommandLines() {}

    /** Makes errors one or two lines on standard error and an exit code. */
    public static CommandLine explaining(CommandLine commands) {
        return commands.setParameterExceptionHandler((mistake, _) -> explain(mistake))
                .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command));
    }

    private static int explain(Exception failure, CommandLine command) {
        if (failure instanceof InvalidInputException refused) {
            command.getErr().println(Cell.printable(String.valueOf(refused.getMessage())));
            return command.getCommandSpec().exitCodeOnInvalidInput();
        }
        Program.reasons(failure).forEach(command.getErr()::println);
        LoggerFactory.getLogger(CommandLines.class).debug("a command failed", failure);
        return Program.FAILURE;
    }

    private static int explain(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        command.getErr().println(mistake.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(mistake, command.getErr())) {
            suggestOptions(mistake, command);
        }
        command.getErr()
                .println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** picocli suggests only options with the same first two letters. */
    private static void suggestOptions(ParameterException mistake, CommandLine command) {
        if (mistake instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            String typed = unmatched.getUnmatched().getFirst().replaceFirst("=.*", "");
            List<String> similar = Similarity.mostSimilar(
                    typed, command.getCommandSpec().optionsMap().keySet(), Stream::of);
            if (!similar.isEmpty()) {
                command.getErr().println("Possible solutions: " + String.join(", ", similar));
            }
        }
    }

    /** Answers {@code --version}. */
    public static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(CommandLines.class.getPackage().getImplementationVersion())
                    .orElse("(not packaged)");
            return new String[] {"scalelite " + version};
        }
    }
}
