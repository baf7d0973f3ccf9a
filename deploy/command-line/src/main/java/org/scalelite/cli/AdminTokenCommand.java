package org.scalelite.cli;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.config.AdminToken;
import org.scalelite.common.config.AdminToken.Scope;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes tokens of the admin API. */
@Command(
        name = "admin-token",
        description =
                "Makes a token of the admin API. Nothing is stored: the token is shown this once, and its entry belongs"
                        + " into ADMIN_API_TOKENS.")
final class AdminTokenCommand implements Callable<Integer> {
    private static final int BYTES = 32;

    @Parameters(paramLabel = "NAME", description = "Who will use it; the audit log says so.")
    private String name = "";

    @Parameters(paramLabel = "read|write", description = "What it is good for.", converter = ScopeName.class)
    private Scope scope = Scope.READ;

    @Spec
    private @Nullable CommandSpec spec;

    /** What a token is good for, as the variable has it. */
    static final class ScopeName implements CommandLine.ITypeConverter<Scope> {
        @Override
        public Scope convert(String text) {
            return switch (text) {
                case "read" -> Scope.READ;
                case "write" -> Scope.WRITE;
                default ->
                    throw new CommandLine.TypeConversionException(
                            "'%s' is no scope: give read or write".formatted(text));
            };
        }
    }

    @Override
    public Integer call() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
        try {
            AdminToken entry = AdminToken.of(name, scope, token);
            PrintWriter out = commandLine.getOut();
            out.println("token: " + token);
            out.println("entry: " + entry.entry());
            out.println("Give the token to its user. Add the entry to ADMIN_API_TOKENS of every replica, after a ','"
                    + " if it is not the first, and restart them.");
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine, "'%s' is no name: %s".formatted(name, e.getMessage()), e);
        }
    }
}
