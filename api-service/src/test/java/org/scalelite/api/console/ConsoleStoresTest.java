package org.scalelite.api.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.scalelite.api.console.testing.Operator;
import org.scalelite.api.testing.Browser.Reply;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.stores.RedisServer;

/** The console while a store is unavailable. */
class ConsoleStoresTest {

    private static Operator ada(TestSuite suite) {
        suite.with("ADMIN_API_TOKENS", Operator.TOKENS).with("CONSOLE_ENABLED", "true");
        return Operator.at(suite.replica().uri()).login(Operator.WRITE);
    }

    @Test
    void showsTheLastStateWithoutRedis() throws InterruptedException {
        RedisServer redis = RedisServer.start();
        try (TestSuite suite = new TestSuite(2, new TestRegistry(redis.url()))) {
            Operator ada = ada(suite.with("REDIS_TIMEOUT", "2"));
            String host = suite.id(0).value();
            assertThat(ada.get("").text()).contains(host, "role=\"alert\" hidden");
            redis.kill();
            // The last read is used for half a second.
            Thread.sleep(600);
            Reply stale = ada.get("");
            assertThat(stale.status()).isEqualTo(200);
            assertThat(stale.text()).contains(host, "servers greyed").doesNotContain("role=\"alert\" hidden");
            Reply meetings = ada.get("/meetings");
            assertThat(meetings.status()).isEqualTo(503);
            assertThat(meetings.text()).contains("Redis does not answer");
        }
    }

    @Test
    void showsThePoolWithoutPostgresql() {
        try (TestSuite suite = new TestSuite(1).with("DATABASE_URL", "postgresql://nobody:x@127.0.0.1:1/none")) {
            Operator ada = ada(suite);
            assertThat(ada.get("").status()).isEqualTo(200);
            for (String page : new String[] {"/recordings", "/callbacks", "/history", "/recorded"}) {
                Reply reply = ada.get(page);
                assertThat(reply.status()).as(page).isEqualTo(503);
                assertThat(reply.text()).contains("PostgreSQL does not answer");
            }
        }
    }

    @Test
    void tellsWhenPostgresqlIsSwitchedOff() {
        try (TestSuite suite = new TestSuite(1).with("DB_DISABLED", "true")) {
            Operator ada = ada(suite);
            for (String page : new String[] {"/recordings", "/history", "/recorded", "/doctor"}) {
                assertThat(ada.get(page).text()).as(page).contains("DB_DISABLED");
            }
        }
    }
}
