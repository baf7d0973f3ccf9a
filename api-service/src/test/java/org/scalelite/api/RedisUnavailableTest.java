package org.scalelite.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.PostgresServer;
import org.scalelite.stores.RedisServer;
import org.scalelite.stores.TestStores;

/** Stores that fail and return while a replica runs (specification, sections 15 and 16.21). */
class RedisUnavailableTest {
    private static final String SECRET = "secret";

    private static Map<String, String> environment(String redis, String database) {
        return new HashMap<>(Map.of(
                "REDIS_URL", redis,
                "DATABASE_URL", database,
                "LOADBALANCER_SECRET", SECRET,
                "REDIS_TIMEOUT", "10",
                "PORT", "0"));
    }

    private static Answer health(ApiService api, FrontEnd frontEnd) {
        return frontEnd.send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + api.uri().getPort() + "/health_check")));
    }

    @Test
    void answersErrorsUntilRedisIsBack() {
        try (RedisServer redis = RedisServer.start();
                ApiService api = ApiService.start(Settings.of(environment(redis.url(), TestStores.databaseUrl())))) {
            FrontEnd frontEnd = new FrontEnd(api.uri(), SECRET);
            assertThat(frontEnd.get("isMeetingRunning", "meetingID", "x").isSuccess())
                    .isTrue();
            redis.kill();
            Answer answer = frontEnd.get("isMeetingRunning", "meetingID", "x");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.messageKey()).isEqualTo("internalError");
            assertThat(health(api, frontEnd).status()).isEqualTo(503);
            assertThat(health(api, frontEnd).body()).isEqualTo("Health Check Failure: Redis does not take writes");
            redis.restart();
            await().atMost(TestTimeout.LIMIT)
                    .until(() ->
                            frontEnd.get("isMeetingRunning", "meetingID", "x").isSuccess());
            assertThat(health(api, frontEnd).body()).isEqualTo("success");
        }
    }

    @Test
    void servesMeetingsWhilePostgresqlIsDown() {
        try (RedisServer redis = RedisServer.start();
                PostgresServer postgres = PostgresServer.start();
                ApiService api = ApiService.start(Settings.of(environment(redis.url(), postgres.url())))) {
            FrontEnd frontEnd = new FrontEnd(api.uri(), SECRET);
            assertThat(health(api, frontEnd).status()).isEqualTo(200);
            postgres.stop();
            assertThat(frontEnd.get("isMeetingRunning", "meetingID", "x").isSuccess())
                    .isTrue();
            assertThat(health(api, frontEnd).body()).isEqualTo("Health Check Failure: PostgreSQL does not answer");
            postgres.restart();
            await().atMost(TestTimeout.LIMIT).until(() -> health(api, frontEnd).status() == 200);
        }
    }

    @Test
    void worksWithoutAConfiguredDatabase() {
        try (RedisServer redis = RedisServer.start()) {
            Map<String, String> environment = environment(redis.url(), "");
            environment.put("DB_DISABLED", "true");
            try (ApiService api = ApiService.start(Settings.of(environment))) {
                FrontEnd frontEnd = new FrontEnd(api.uri(), SECRET);
                assertThat(health(api, frontEnd).body()).isEqualTo("success");
                assertThat(frontEnd.getRaw("/getRecordings").messageKey()).isEqualTo("noRecordings");
            }
        }
    }
}
