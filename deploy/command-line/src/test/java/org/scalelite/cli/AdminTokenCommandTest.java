package org.scalelite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.config.AdminToken;
import org.scalelite.common.config.AdminToken.Scope;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/** Tokens of the admin API are made, and what is printed fits into ADMIN_API_TOKENS. */
class AdminTokenCommandTest {
    private static Outcome run(String... arguments) {
        return CommandRun.run(() -> Settings.of(Map.of()), arguments);
    }

    private static String line(Outcome outcome, String name) {
        return outcome.out()
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void entryMatchesTokenWithoutContainingIt() {
        Outcome first = run("admin-token", "dashboard", "read");
        Outcome second = run("admin-token", "robot.1", "write");
        assertThat(first.exitCode()).isZero();
        String token = line(first, "token");
        assertThat(token).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(line(second, "token"));
        assertThat(line(first, "entry")).matches("dashboard:read:[0-9a-f]{64}").doesNotContain(token);

        List<AdminToken> tokens = Settings.of(
                        Map.of("ADMIN_API_TOKENS", line(first, "entry") + ", " + line(second, "entry")))
                .get(Variables.ADMIN_API_TOKENS);
        assertThat(tokens).hasSize(2);
        assertThat(tokens.getFirst().matches(token)).isTrue();
        assertThat(tokens.getFirst().matches(token + "x")).isFalse();
        assertThat(tokens.getLast().scope()).isEqualTo(Scope.WRITE);
        assertThat(tokens.toString()).doesNotContain(tokens.getFirst().hash());
    }

    @ParameterizedTest
    @CsvSource({"dash:board, read", "dashboard, all", "'', read"})
    void invalidNameOrScopeIsUsageError(String name, String scope) {
        Outcome outcome = run("admin-token", name, scope);
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).doesNotContain("token: ");
        assertThat(outcome.err()).contains(scope.equals("all") ? "give read or write" : "is no name");
    }
}
