package org.scalelite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.stores.TestStores;

/** The check of a container. */
final class LivenessCommandTest {
    private final CommandLineFixture scalelite =
            new CommandLineFixture().with("DATABASE_URL", TestStores.databaseUrl());

    @AfterEach
    void close() {
        scalelite.close();
    }

    @Test
    void succeedsWhenBothStoresAnswer() {
        assertThat(scalelite.run("liveness")).isEqualTo(new Outcome(0, "success\n", ""));
    }

    @Test
    void namesUnavailableStores() {
        scalelite
                .with("REDIS_URL", "redis://127.0.0.1:1")
                .with("DATABASE_URL", "postgresql://ada:hunter2@127.0.0.1:1/scalelite");

        Outcome dead = scalelite.run("liveness");

        assertThat(dead.exitCode()).isEqualTo(1);
        assertThat(dead.out()).isEmpty();
        assertThat(dead.err())
                .contains("check REDIS_URL", "PostgreSQL does not answer", "check DATABASE_URL")
                .doesNotContain("hunter2");
    }

    @Test
    void skipsDisabledPostgresql() {
        scalelite.with("DATABASE_URL", "postgresql://ada@127.0.0.1:1/scalelite").with("DB_DISABLED", "true");

        assertThat(scalelite.run("liveness").exitCode()).isZero();
    }
}
