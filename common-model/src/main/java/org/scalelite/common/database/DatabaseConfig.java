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
 * The address and the credentials of PostgreSQL: {@code DATABASE_URL} in the form of the driver.
 *
 * @param ignored names of parameters of the URL that have no effect
 * @param sessions false behind a pooler that gives each transaction another connection: settings of a session would stay
 *     on a connection that other clients get, so each transaction has its own
 */
public record DatabaseConfig(String jdbcUrl, String user, String password, Set<String> ignored, boolean sessions) {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseConfig.class);

    /** What {@link RepositoryInterceptor} sets in each transaction; empty if connections keep the settings of their session. */
    static final String TRANSACTION_SETTINGS = "scalelite.database.transaction-settings";

    private static final String DEFAULT_DATABASE = "scalelite";
    private static final int DEFAULT_PORT = 5432;
    private static final int COMMAND_CONNECTIONS = 4;
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(2);
    private static final Duration CONNECTION_CHECK = Duration.ofSeconds(1);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** The shortest time that the pool accepts. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(10);

    /** Which index finds a page of recordings fast depends on the values in the query. */
    private static final String PLAN_SETTING = "set plan_cache_mode = force_custom_plan; ";

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
     * @param ownAuthorities whether this process trusts certificate authorities of the installation
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

    /** Micronaut's properties of a data source for a service; the pool grows to so many connections. */
    public Map<String, Object> properties(int connections) {
        if (!ignored.isEmpty()) {
            LOG.info("Parameters of DATABASE_URL that have no effect: {}", String.join(", ", new TreeSet<>(ignored)));
        }
        return properties(connections, 1, CONNECTION_WAIT, CONNECT_TIMEOUT, DatabaseLimits.ofService());
    }

    /** The same for a command, which writes nothing to the log. */
    Map<String, Object> commandProperties() {
        return properties(COMMAND_CONNECTIONS, 1, CONNECTION_WAIT, CONNECT_TIMEOUT, DatabaseLimits.ofService());
    }

    /**
     * Micronaut's properties of a data source with one connection, which is closed when it is idle, for a caller that rather
     * tries again than waits.
     *
     * @param timeout in whole seconds; how long it may take to get the connection, and each answer
     */
    public Map<String, Object> onDemandProperties(Duration timeout) {
        return properties(1, 0, timeout, timeout, new DatabaseLimits(timeout));
    }

    private Map<String, Object> properties(
            int connections, int idle, Duration wait, Duration connectTimeout, DatabaseLimits limits) {
        Map<String, Object> properties = new HashMap<>(Map.ofEntries(
                entry("url", jdbcUrl),
                entry("username", user),
                entry("password", password),
                entry("driver-class-name", "org.postgresql.Driver"),
                // A service starts without PostgreSQL; its health check reports that.
                entry("initialization-fail-timeout", -1),
                entry("connection-timeout", wait.toMillis()),
                // Connections to a PostgreSQL that hangs look usable.
                entry("validation-timeout", CONNECTION_CHECK.toMillis()),
                entry("minimum-idle", idle),
                entry("maximum-pool-size", connections),
                entry("dialect", "POSTGRES"),
                // A server that hangs must not hold a caller for ever. The driver ignores what is not text.
                entry("data-source-properties.connectTimeout", String.valueOf(connectTimeout.toSeconds())),
                entry(
                        "data-source-properties.socketTimeout",
                        String.valueOf(limits.answer().toSeconds())),
                entry("data-source-properties.tcpKeepAlive", "true")));
        if (idle == 0) {
            properties.put(key("idle-timeout"), IDLE_TIMEOUT.toMillis());
        }
        if (sessions) {
            properties.put(key("connection-init-sql"), PLAN_SETTING + limits.set("set"));
        } else {
            properties.put(TRANSACTION_SETTINGS, limits.set("set local"));
        }
        return properties;
    }

    /** The driver's properties of a connection without a pool. */
    public Properties unpooled(Duration connectTimeout, Duration answerTimeout) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", String.valueOf(connectTimeout.toSeconds()));
        // connectTimeout is for the socket alone: a server may accept the connection and then hang.
        properties.setProperty("loginTimeout", String.valueOf(connectTimeout.toSeconds()));
        properties.setProperty("socketTimeout", String.valueOf(answerTimeout.toSeconds()));
        return properties;
    }

    private static Map.Entry<String, Object> entry(String name, Object value) {
        return Map.entry(key(name), value);
    }

    private static String key(String name) {
        return "datasources.default." + name;
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
