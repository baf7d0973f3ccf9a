package org.scalelite.common.database;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where PostgreSQL is: {@code DATABASE_URL} as the driver wants it.
 *
 * @param ignored names of parameters of the URL that have no effect
 * @param sessions false behind a pooler that gives each transaction another connection: what is set for a session there
 *     stays with a stranger's, so each transaction sets for itself
 */
public record DatabaseConfig(String jdbcUrl, String user, String password, Set<String> ignored, boolean sessions) {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseConfig.class);

    /** Whether connections keep what is set for their session, for {@link DatabaseAccess}. */
    static final String SESSIONS = "scalelite.database.sessions";

    private static final String DEFAULT_DATABASE = "scalelite";
    private static final int DEFAULT_PORT = 5432;
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(2);
    private static final Duration CONNECTION_CHECK = Duration.ofSeconds(1);
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    static final Duration ANSWER_TIMEOUT = DatabaseLimits.ofService().answer();

    /** The limits of {@link DatabaseLimits}; and which index finds a page of recordings fast depends on the very values. */
    private static final String SESSION_SETTINGS = "set plan_cache_mode = force_custom_plan; "
            + DatabaseLimits.ofService().set("set");

    /** From the environment; empty if PostgreSQL is switched off. */
    public static Optional<DatabaseConfig> of(Settings settings) {
        return settings.get(Variables.DB_DISABLED)
                ? Optional.empty()
                : Optional.of(of(
                        settings.require(Variables.DATABASE_URL),
                        settings.get(Variables.TLS_CA_FILE).isPresent()));
    }

    /**
     * From an address.
     *
     * @param ownAuthorities whether this process trusts authorities of the installation's own
     */
    static DatabaseConfig of(URI url, boolean ownAuthorities) {
        String authority = url.getRawAuthority();
        int at = authority.lastIndexOf('@');
        String credentials = at < 0 ? "" : authority.substring(0, at);
        String hostAndPort = authority.substring(at + 1);
        int colon = credentials.indexOf(':');
        String path = Optional.ofNullable(url.getRawPath()).orElse("");
        String database = path.length() > 1 ? path.substring(1) : DEFAULT_DATABASE;
        DatabaseParameters given =
                DatabaseParameters.of(Optional.ofNullable(url.getRawQuery()).orElse(""));
        DatabaseParameters parameters = ownAuthorities ? given.trustingAsThisProcess() : given;
        String port = hostAndPort.matches(".*:[0-9]+") ? "" : ":" + DEFAULT_PORT;
        return new DatabaseConfig(
                "jdbc:postgresql://" + hostAndPort + port + "/" + database + parameters.driverQuery(),
                decode(colon < 0 ? credentials : credentials.substring(0, colon)),
                decode(colon < 0 ? "" : credentials.substring(colon + 1)),
                parameters.ignored(),
                parameters.preparedStatements());
    }

    /** As Micronaut wants to be told of a data source; the pool grows to so many connections. */
    public Map<String, Object> properties(int connections) {
        if (!ignored.isEmpty()) {
            LOG.info("Parameters of DATABASE_URL that have no effect: {}", String.join(", ", new TreeSet<>(ignored)));
        }
        Map<String, Object> properties = new HashMap<>(poolProperties(connections));
        properties.put(SESSIONS, sessions);
        if (sessions) {
            Map.Entry<String, Object> settings = entry("connection-init-sql", SESSION_SETTINGS);
            properties.put(settings.getKey(), settings.getValue());
        }
        return properties;
    }

    private Map<String, Object> poolProperties(int connections) {
        return Map.ofEntries(
                entry("url", jdbcUrl),
                entry("username", user),
                entry("password", password),
                entry("driver-class-name", "org.postgresql.Driver"),
                // A service starts without PostgreSQL and says so in its health check.
                entry("initialization-fail-timeout", -1),
                entry("connection-timeout", CONNECTION_WAIT.toMillis()),
                // Of a PostgreSQL that hangs, each call would find a connection that looks well.
                entry("validation-timeout", CONNECTION_CHECK.toMillis()),
                entry("minimum-idle", 1),
                entry("maximum-pool-size", connections),
                entry("dialect", "POSTGRES"),
                // A server that hangs must not hold a caller for ever. The driver ignores values that are not text.
                entry("data-source-properties.connectTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds())),
                entry("data-source-properties.socketTimeout", String.valueOf(ANSWER_TIMEOUT.toSeconds())),
                entry("data-source-properties.tcpKeepAlive", "true"));
    }

    /** As the driver wants to be told of a connection without a pool. */
    public Properties unpooled(Duration connectTimeout, Duration answerTimeout) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", String.valueOf(connectTimeout.toSeconds()));
        // That is for the socket alone; a server that takes it and says nothing ends the patience, too.
        properties.setProperty("loginTimeout", String.valueOf(connectTimeout.toSeconds()));
        properties.setProperty("socketTimeout", String.valueOf(answerTimeout.toSeconds()));
        return properties;
    }

    private static Map.Entry<String, Object> entry(String name, Object value) {
        return Map.entry("datasources.default." + name, value);
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
