package org.scalelite.common.database;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/** Where PostgreSQL is: {@code DATABASE_URL} as the driver wants it. */
public record DatabaseConfig(String jdbcUrl, String user, String password) {
    private static final String DEFAULT_DATABASE = "scalelite";
    private static final int DEFAULT_PORT = 5432;

    /** From the environment; empty if PostgreSQL is switched off. */
    public static Optional<DatabaseConfig> of(Settings settings) {
        return settings.get(Variables.DB_DISABLED)
                ? Optional.empty()
                : Optional.of(of(settings.require(Variables.DATABASE_URL)));
    }

    static DatabaseConfig of(URI url) {
        String authority = url.getRawAuthority();
        int at = authority.lastIndexOf('@');
        String credentials = at < 0 ? "" : authority.substring(0, at);
        String hostAndPort = authority.substring(at + 1);
        int colon = credentials.indexOf(':');
        String path = Optional.ofNullable(url.getRawPath()).orElse("");
        String database = path.length() > 1 ? path.substring(1) : DEFAULT_DATABASE;
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String port = hostAndPort.matches(".*:[0-9]+") ? "" : ":" + DEFAULT_PORT;
        return new DatabaseConfig(
                "jdbc:postgresql://" + hostAndPort + port + "/" + database + query,
                decode(colon < 0 ? credentials : credentials.substring(0, colon)),
                decode(colon < 0 ? "" : credentials.substring(colon + 1)));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        int query = jdbcUrl.indexOf('?');
        return query < 0 ? jdbcUrl : jdbcUrl.substring(0, query);
    }
}
