package org.scalelite.stores;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scalelite.stores.TestStores.Store;
import org.scalelite.stores.process.AtExit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Redis and the PostgreSQL of this JVM's tests, started at first use and stopped when the JVM ends. */
public final class TestStores {
    private static final Logger LOG = LoggerFactory.getLogger(TestStores.class);
    private static final StoreChoice CHOICE = new StoreChoice(System.getenv());
    private static final Shared REDIS = new Shared("Redis", CHOICE::redis);
    private static final Shared DATABASE = new Shared("PostgreSQL", CHOICE::database);

    private TestStores() {}

    /** The URL of a Redis, like redis://127.0.0.1:6379/0. */
    public static String redisUrl() {
        return REDIS.url();
    }

    /** The URL of a database that is this JVM's own and empty, like postgresql://user:password@127.0.0.1:5432/name. */
    public static String databaseUrl() {
        return DATABASE.url();
    }

    /** A store that is opened once; if that fails, the next test tries again and fails with the same words. */
    private static final class Shared {
        private final String name;
        private final Supplier<Store> choice;
        private @Nullable Store store;

        Shared(String name, Supplier<Store> choice) {
            this.name = name;
            this.choice = choice;
        }

        synchronized String url() {
            Store open = store;
            if (open == null) {
                open = choice.get();
                store = open;
                AtExit.close(open.ending());
                LOG.info("{} for tests: {}", name, open.origin());
            }
            return open.url();
        }
    }

    /** A store for tests: its URL, which kind it is and why, and how it is given up. */
    public record Store(String url, String origin, AutoCloseable ending) {}
}
