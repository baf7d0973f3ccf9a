package org.scalelite.stores;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.scalelite.stores.process.Ports;
import org.scalelite.stores.process.Remains;
import org.scalelite.stores.process.ServerHome;

/** A PostgreSQL and a Redis that keep their data below one directory. */
final class StorePair implements AutoCloseable {
    private final ServerHome postgresHome;
    private final ServerHome redisHome;
    private @Nullable PostgresServer postgres;
    private @Nullable RedisServer redis;
    private boolean closed;

    StorePair(Path directory) {
        postgresHome = ServerHome.lasting(directory, "postgres");
        redisHome = ServerHome.lasting(directory, "redis");
    }

    /** Starts both, and returns the lines that say where they are. */
    synchronized String start(int wantedPostgresPort, int wantedRedisPort) {
        if (closed) {
            throw new StoresException("Stopped before the start");
        }
        Remains.clear(redisHome, postgresHome);
        int postgresPort = Ports.free(wantedPostgresPort, "PostgreSQL", "--postgres-port");
        int redisPort = Ports.free(wantedRedisPort, "Redis", "--redis-port");
        PostgresServer startedPostgres = PostgresServer.start(postgresHome, postgresPort);
        postgres = startedPostgres;
        RedisServer startedRedis = RedisServer.start(redisHome, redisPort);
        redis = startedRedis;
        return "DATABASE_URL=" + startedPostgres.url() + "\nREDIS_URL=" + startedRedis.url() + "\n";
    }

    /** Waits until one of them ends, and returns which one and why. */
    String awaitEnd() {
        return CompletableFuture.anyOf(ends()).join().toString();
    }

    private synchronized CompletableFuture<?>[] ends() {
        return new CompletableFuture<?>[] {
            postgres == null ? new CompletableFuture<>() : postgres.ended(),
            redis == null ? new CompletableFuture<>() : redis.ended()
        };
    }

    /** Stops both; waits for a start that is under way, so that nothing is left running. */
    @Override
    public synchronized void close() {
        closed = true;
        if (redis != null) {
            redis.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
