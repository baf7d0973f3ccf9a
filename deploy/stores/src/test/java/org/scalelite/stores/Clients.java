package org.scalelite.stores;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;

/** Clients for tests: each call has a connection of its own. */
public final class Clients {
    private Clients() {}

    public static <T> T redis(String url, Function<RedisCommands<String, String>, T> use) {
        try (RedisClient client = RedisClient.create(url)) {
            // A test that kills its server would otherwise report failed attempts.
            client.setOptions(ClientOptions.builder().autoReconnect(false).build());
            return use.apply(client.connect().sync());
        }
    }

    static void sql(String url, String... statements) throws SQLException {
        try (Connection connection = PostgresUrl.parse(url).connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public static String value(String url, String sql) throws SQLException {
        try (Connection connection = PostgresUrl.parse(url).connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
