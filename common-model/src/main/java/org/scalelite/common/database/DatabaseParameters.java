package org.scalelite.common.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The query of {@code DATABASE_URL}: parameters of Rails, as in Scalelite, or of the driver.
 *
 * @param driver parameters for the driver, values as they are in the URL
 * @param ignored names of those that have no meaning here
 * @param preparedStatements false if a pooler in between gives each transaction another connection
 */
record DatabaseParameters(Map<String, String> driver, Set<String> ignored, boolean preparedStatements) {
    private static final Map<String, String> DRIVER_NAMES =
            Map.of("application_name", "ApplicationName", "schema_search_path", "currentSchema");

    /** Those of Rails without an underscore, which no parameter of the driver has. */
    private static final Set<String> MEANINGLESS =
            Set.of("pool", "timeout", "encoding", "adapter", "variables", "keepalives", "template", "collation");

    private static final Set<String> VERIFYING = Set.of("verify-ca", "verify-full");

    /** A certificate of the client's own is read by the driver's own factory alone. */
    private static final Set<String> OWN_TRUST = Set.of("sslfactory", "sslrootcert", "sslcert", "sslkey");

    private static final Set<String> FALSE = Set.of("false", "f", "0", "off", "no");

    DatabaseParameters {
        driver = Map.copyOf(driver);
        ignored = Set.copyOf(ignored);
    }

    /**
     * Reads a query.
     *
     * @param query raw, without the question mark
     */
    static DatabaseParameters of(String query) {
        Map<String, String> driver = new LinkedHashMap<>();
        Set<String> ignored = new LinkedHashSet<>();
        boolean preparedStatements = true;
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (name.equals("prepared_statements")) {
                preparedStatements = !FALSE.contains(
                        URLDecoder.decode(value, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
            } else if (DRIVER_NAMES.containsKey(name)) {
                driver.put(DRIVER_NAMES.getOrDefault(name, name), value);
            } else if (MEANINGLESS.contains(name) || name.indexOf('_') >= 0) {
                ignored.add(name);
            } else if (!name.isEmpty()) {
                driver.put(name, value);
            }
        }
        if (!preparedStatements) {
            // A prepared statement exists on one connection only; the next transaction may get another one.
            driver.put("prepareThreshold", "0");
        }
        return new DatabaseParameters(driver, ignored, preparedStatements);
    }

    /**
     * The same for a process with certificate authorities of its own: they verify the server's
     * certificate unless the URL names others. Without this, the driver only reads a file in the user's home.
     */
    DatabaseParameters trustingAsThisProcess() {
        boolean verified = VERIFYING.contains(driver.getOrDefault("sslmode", ""));
        if (!verified || driver.keySet().stream().anyMatch(OWN_TRUST::contains)) {
            return this;
        }
        Map<String, String> trusting = new LinkedHashMap<>(driver);
        trusting.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        return new DatabaseParameters(trusting, ignored, preparedStatements);
    }

    /** With its question mark; empty if there is nothing. */
    String driverQuery() {
        return driver.isEmpty()
                ? ""
                : driver.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("&", "?", ""));
    }
}
