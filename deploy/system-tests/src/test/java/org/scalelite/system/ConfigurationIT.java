package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.testing.TestAuthority;
import org.scalelite.stores.RedisServer;
import org.scalelite.stores.TestStores;

/** A service that cannot start says why in one line, and nothing else (specification, section 2). */
@Order(5)
class ConfigurationIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("REDIS_URL", TestStores.redisUrl());
        environment.put("DATABASE_URL", TestStores.databaseUrl());
        environment.put("LOADBALANCER_SECRET", "s");
        environment.put("PORT", "0");
        return environment;
    }

    private static void failsWithOneLine(String module, Map<String, String> environment, String part) {
        try (SuiteProcess process = SuiteProcess.java(module, environment)) {
            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.log().lines().filter(line -> !line.contains(" WARN ")))
                    .as(process.log())
                    .hasSize(1)
                    .allMatch(line -> line.contains(part));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "api-service, PORT, 99999",
        "api-service, MULTITENANCY_ENABLED, perhaps",
        "api-service, DATABASE_URL, postgres",
        "poller-service, POLL_INTERVAL, often",
        "poller-service, RAILS_LOG_LEVEL, loud"
    })
    void aWrongVariableIsNamed(String module, String variable, String value) {
        Map<String, String> environment = environment();
        environment.put(variable, value);
        failsWithOneLine(module, environment, variable + " is ");
    }

    @ParameterizedTest
    @CsvSource({"LOADBALANCER_SECRET", "DATABASE_URL"})
    void aMissingVariableIsNamed(String variable) {
        Map<String, String> environment = environment();
        environment.remove(variable);
        failsWithOneLine("api-service", environment, variable + " is not set");
    }

    @ParameterizedTest
    @CsvSource({"api-service", "poller-service"})
    void aRedisThatDoesNotAnswerIsNamedAfterAFewTries(String module) {
        Map<String, String> environment = environment();
        environment.put("REDIS_URL", "redis://:hunter2@127.0.0.1:1/0");
        environment.put("DB_CONNECTION_RETRY_COUNT", "1");
        failsWithOneLine(module, environment, "check REDIS_URL");
    }

    @ParameterizedTest
    @CsvSource({"api-service", "poller-service", "recording-importer"})
    void aServiceWarnsOfACommentInASecret(String module) {
        Map<String, String> environment = environment();
        environment.put("LOADBALANCER_SECRET", "hunter2 # of Moodle");
        try (SuiteProcess process = SuiteProcess.java(module, environment)) {
            process.awaitLine("LOADBALANCER_SECRET holds a #");
            assertThat(process.log()).doesNotContain("hunter2");
        }
    }

    @Test
    void aTakenPortIsNamed() {
        try (SuiteProcess first = SuiteProcess.java("api-service", environment())) {
            Map<String, String> environment = environment();
            environment.put("PORT", String.valueOf(first.awaitApi().getPort()));
            failsWithOneLine("api-service", environment, "PORT");
        }
    }

    /** Each line of a JSON log is an object with a whole message, and the way to Redis is trusted by TLS_CA_FILE alone. */
    @ParameterizedTest
    @CsvSource({
        "api-service, The API listens on",
        "poller-service, Polling every 0.5 s",
        "recording-importer, Importing recordings from"
    })
    void servicesTrustAnAuthorityAndLogWholeMessages(String module, String started, @TempDir Path directory)
            throws IOException {
        TestAuthority authority = TestAuthority.in(directory);
        int port = SuiteProcess.freePort();
        Map<String, String> environment = environment();
        environment.put("REDIS_URL", "rediss://127.0.0.1:%d/0".formatted(port));
        environment.put("DB_CONNECTION_RETRY_COUNT", "0");
        environment.put("REDIS_TIMEOUT", "60");
        environment.put("POLL_INTERVAL", "0.5");
        environment.put(
                "RECORDING_SPOOL_DIR",
                Files.createDirectory(directory.resolve("spool")).toString());
        environment.put(
                "RECORDING_WORK_DIR",
                Files.createDirectory(directory.resolve("work")).toString());
        environment.put("TLS_CA_FILE", authority.certificate().toString());
        environment.put("LOG_FORMAT", "json");
        try (RedisServer _ = authority.redis(port);
                SuiteProcess process = SuiteProcess.java(module, environment)) {
            process.awaitLine(started);
            for (String line : process.log().lines().toList()) {
                JsonNode event = JSON.readTree(line);
                assertThat(event.path("message").asText()).as(line).isNotBlank().doesNotContain("{}");
                assertThat(event.has("arguments")).as(line).isFalse();
                assertThat(event.path("service").asText()).as(line).isEqualTo(module);
                assertThat(Instant.parse(event.path("time").asText())).as(line).isAfter(Instant.EPOCH);
            }
        }
    }

    @Test
    void aFileWithoutCertificatesIsNamed(@TempDir Path directory) throws IOException {
        Map<String, String> environment = environment();
        Path file = Files.writeString(directory.resolve("ca.pem"), "none");
        environment.put("TLS_CA_FILE", file.toString());
        failsWithOneLine(
                "poller-service", environment, "TLS_CA_FILE names %s, which holds no certificate".formatted(file));
    }
}
