package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.scalelite.api.ApiService;
import org.scalelite.api.admin.AdminClient.Reply;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.stores.RedisServer;
import org.scalelite.stores.TestStores;

/** What callers hear while Redis or PostgreSQL is unavailable. */
class AdminStoresUnavailableTest {
    private static final String SECRET = "secret";

    private static ApiService replica(String redis, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(
                Map.of("REDIS_URL", redis, "REDIS_NAMESPACE", "away", "LOADBALANCER_SECRET", SECRET, "PORT", "0"));
        environment.putAll(more);
        return ApiService.start(Settings.of(environment));
    }

    private static void isUnavailable(Reply reply, String reason) {
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.error()).contains(reason);
    }

    @Test
    void everyCallNamesRedisWhileItIsUnavailable() {
        try (RedisServer redis = RedisServer.start();
                ApiService api = replica(redis.url(), Map.of("DATABASE_URL", TestStores.databaseUrl()))) {
            AdminClient admin = AdminClient.signing(api, SECRET);
            assertThat(admin.get("getServers").status()).isEqualTo(404);
            redis.kill();
            isUnavailable(admin.get("getServers"), "Redis does not answer");
            isUnavailable(admin.get("getMeetingList"), "Redis does not answer");
            isUnavailable(admin.get("getAuditLog"), "Redis does not answer");
            isUnavailable(admin.get("getPoolStatus"), "Redis does not answer");
            isUnavailable(admin.get("getServerEvents"), "Redis does not answer");
            isUnavailable(admin.post("drainServer", "{\"id\":\"x\"}"), "Redis does not answer");
            isUnavailable(admin.post("deleteServer", "{\"id\":\"x\"}"), "Redis does not answer");
            isUnavailable(admin.post("endMeeting", "{\"meetingID\":\"x\"}"), "Redis does not answer");
        }
    }

    @Test
    void withoutPostgresqlOnlyCallbacksFail() throws Exception {
        TestDatabase database = new TestDatabase();
        try (ApiService api = replica(TestStores.redisUrl(), Map.of("DATABASE_URL", database.url()))) {
            database.close();
            AdminClient admin = AdminClient.signing(api, SECRET);
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Reply>> replies = List.of(
                        callers.submit(() -> admin.get("getCallbacks")),
                        callers.submit(() -> admin.get("getImportJobs")),
                        callers.submit(() -> admin.get("getMeetingHistory")),
                        callers.submit(() -> admin.get("getRecordingList")),
                        callers.submit(() -> admin.post("retryCallback", "{\"id\":1}")));
                for (Future<Reply> reply : replies) {
                    isUnavailable(reply.get(), "PostgreSQL does not answer");
                }
            }
            assertThat(admin.get("getMeetingList").status()).isEqualTo(200);
        }
    }

    @Test
    void withoutADatabaseCallbacksSaySo() {
        try (ApiService api = replica(TestStores.redisUrl(), Map.of("DB_DISABLED", "true"))) {
            AdminClient admin = AdminClient.signing(api, SECRET);
            isUnavailable(admin.get("getCallbacks"), "DB_DISABLED");
            isUnavailable(admin.get("getImportJobs"), "DB_DISABLED");
            isUnavailable(admin.get("getMeetingHistory"), "DB_DISABLED");
            isUnavailable(admin.get("getRecordingList"), "DB_DISABLED");
            assertThat(admin.get("getMeetingList").status()).isEqualTo(200);
        }
    }
}
