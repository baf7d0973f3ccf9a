package org.scalelite.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.scalelite.stores.process.Ports;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresServerTest {
    private String url = "";
    private AutoCloseable closing = () -> {};

    private PostgresServer server() {
        return (PostgresServer) closing;
    }

    @BeforeAll
    void start() {
        PostgresServer server = PostgresServer.start();
        closing = server;
        url = server.url();
    }

    @AfterAll
    void close() throws Exception {
        closing.close();
    }

    @Test
    void keepsItsDataAndItsUrlThroughARestart() throws SQLException {
        Clients.sql(url, "CREATE TABLE kept (name text)", "INSERT INTO kept VALUES ('Ünïcode')");

        server().restart();

        assertThat(server().url()).isEqualTo(url);
        assertThat(Clients.value(url, "SELECT name FROM kept")).isEqualTo("Ünïcode");
    }

    @Test
    void recoversWhatItConfirmedBeforeItWasKilled() throws SQLException {
        Clients.sql(url, "CREATE TABLE confirmed (name text)", "INSERT INTO confirmed VALUES ('here')");

        server().kill();
        server().restart();

        assertThat(Clients.value(url, "SELECT name FROM confirmed")).isEqualTo("here");
    }

    @Test
    void stopsAlthoughAClientIsConnected() throws SQLException {
        try (var connection = PostgresUrl.parse(url).connect()) {
            server().stop();

            assertThatThrownBy(() -> connection.createStatement().execute("SELECT 1"))
                    .isInstanceOf(SQLException.class);
            assertThat(Ports.isFree(server().port())).isTrue();
        } finally {
            server().restart();
        }
    }

    @Test
    void refusesConnectionsWithoutPassword() {
        PostgresUrl right = PostgresUrl.parse(url);
        PostgresUrl wrong =
                new PostgresUrl(right.user(), "guessed", right.host(), right.port(), right.database(), right.query());

        assertThatThrownBy(wrong::connect).hasMessageContaining("password authentication failed");
    }
}
