package org.scalelite.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scalelite.stores.TestStores.Store;
import org.scalelite.stores.process.Ports;

class StoreChoiceTest {
    private static final Map<String, String> NO_DOCKER = Map.of("DOCKER_HOST", "unix:///nowhere/docker.sock");

    @Test
    void takesTheGivenRedisWithTheDatabaseOfItsUrl() throws Exception {
        try (RedisServer server = RedisServer.start()) {
            String url = "redis://127.0.0.1:" + server.port() + "/7";

            Store store = new StoreChoice(Map.of("TEST_REDIS_URL", url)).redis();

            assertThat(store.url()).isEqualTo(url);
            assertThat(store.origin()).contains("TEST_REDIS_URL");
        }
    }

    @Test
    void aMissingGivenRedisIsReportedWithItsCure() {
        String url = "redis://:secret@127.0.0.1:" + Ports.free() + "/0";

        assertThatThrownBy(() -> new StoreChoice(Map.of("TEST_REDIS_URL", url)).redis())
                .isInstanceOf(StoresException.class)
                .hasMessageContaining("TEST_REDIS_URL")
                .hasMessageNotContaining("secret");
    }

    @Test
    void createsAndDropsADatabaseInTheGivenServer() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            Store store = new StoreChoice(Map.of("TEST_DATABASE_URL", server.url())).database();
            String name = Clients.value(store.url(), "SELECT current_database()");
            assertThat(name).startsWith("scalelite_test_");
            Clients.sql(store.url(), "CREATE TABLE things (id int)");

            store.ending().close();

            assertThat(Clients.value(server.url(), "SELECT datname FROM pg_database WHERE datname = '" + name + "'"))
                    .isEmpty();
        }
    }

    @Test
    void fallsBackToEmbeddedStoresWithoutADockerEngine() throws Exception {
        Store store = new StoreChoice(NO_DOCKER).redis();

        assertThat(store.origin()).isEqualTo("embedded, as no Docker engine answers");
        store.ending().close();
    }

    @Test
    void givesTheSameStoresToAllTestsOfAJvm() throws Exception {
        assertThat(TestStores.redisUrl()).isEqualTo(TestStores.redisUrl());
        assertThat(TestStores.databaseUrl()).isEqualTo(TestStores.databaseUrl());
        assertThat(Clients.value(
                        TestStores.databaseUrl(),
                        "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"))
                .isEqualTo("0");
    }
}
