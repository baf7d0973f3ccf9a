package org.scalelite.stores.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scalelite.stores.Clients;
import org.scalelite.stores.TestStores.Store;

class StoreContainerTest {
    private static final Map<String, String> ENVIRONMENT = System.getenv();

    @Test
    void runsRedisInAContainerIfTheImageExists() throws Exception {
        String image = image("TEST_REDIS_IMAGE", "redis:8");
        Store store = StoreContainer.redis(image);
        try (AutoCloseable _ = store.ending()) {
            assertThat(Clients.<String>redis(store.url(), redis -> redis.ping()))
                    .isEqualTo("PONG");
            assertThat(store.origin()).isEqualTo("container of " + image);
        }
    }

    @Test
    void runsPostgresInAContainerIfTheImageExists() throws Exception {
        Store store = StoreContainer.postgres(image("TEST_POSTGRES_IMAGE", "postgres:17"));
        try (AutoCloseable _ = store.ending()) {
            assertThat(Clients.value(store.url(), "SELECT current_database()")).isEqualTo("scalelite");
        }
    }

    @Test
    void isNotTriedForAnImageThatWouldHaveToBePulled() {
        DockerAnswer answer = DockerAnswer.to("nobody/has-this:image", ENVIRONMENT);

        assertThat(answer.isYes()).isFalse();
        assertThat(answer.reason()).containsAnyOf("no Docker engine answers", "has no image nobody/has-this:image");
    }

    private static String image(String variable, String standard) {
        String image = ENVIRONMENT.getOrDefault(variable, standard);
        DockerAnswer answer = DockerAnswer.to(image, ENVIRONMENT);
        assumeTrue(answer.isYes(), answer.reason());
        return image;
    }
}
