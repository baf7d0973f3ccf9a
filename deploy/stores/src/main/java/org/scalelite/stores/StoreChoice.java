package org.scalelite.stores;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.scalelite.stores.TestStores.Store;
import org.scalelite.stores.container.DockerAnswer;
import org.scalelite.stores.container.StoreContainer;

/** Chooses the stores of tests: given ones first, then containers, then embedded programs. */
record StoreChoice(Map<String, String> environment) {
    private static final int REDIS_PORT = 6379;
    private static final int CONNECT_MILLIS = 3_000;

    Store redis() {
        String given = environment.getOrDefault("TEST_REDIS_URL", "");
        if (!given.isBlank()) {
            return givenRedis(given.strip());
        }
        String image = environment.getOrDefault("TEST_REDIS_IMAGE", "redis:8");
        DockerAnswer docker = DockerAnswer.to(image, environment);
        return docker.isYes() ? StoreContainer.redis(image) : embeddedRedis(docker.reason());
    }

    Store database() {
        String given = environment.getOrDefault("TEST_DATABASE_URL", "");
        if (!given.isBlank()) {
            return givenDatabase(PostgresUrl.parse(given.strip()));
        }
        String image = environment.getOrDefault("TEST_POSTGRES_IMAGE", "postgres:17");
        DockerAnswer docker = DockerAnswer.to(image, environment);
        return docker.isYes() ? StoreContainer.postgres(image) : embeddedDatabase(docker.reason());
    }

    // Its user chose the database in it and what else lives there, so nothing is created or flushed.
    private static Store givenRedis(String url) {
        try (Socket socket = new Socket()) {
            URI uri = URI.create(url);
            int port = uri.getPort() < 0 ? REDIS_PORT : uri.getPort();
            socket.connect(new InetSocketAddress(String.valueOf(uri.getHost()), port), CONNECT_MILLIS);
            return new Store(url, "given by TEST_REDIS_URL", () -> {});
        } catch (IOException | IllegalArgumentException e) {
            // Neither the URL nor what quotes it: it may hold a password.
            throw new StoresException(
                    "No Redis answers at TEST_REDIS_URL: start it, correct the URL, or unset it for an embedded one");
        }
    }

    private static Store givenDatabase(PostgresUrl server) {
        String name = "scalelite_test_" + UUID.randomUUID().toString().replace("-", "");
        server.execute("CREATE DATABASE " + name);
        return new Store(
                server.withDatabase(name).toString(),
                "database " + name + " in the server given by TEST_DATABASE_URL",
                () -> server.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"));
    }

    private static Store embeddedRedis(String reason) {
        RedisServer server = RedisServer.start();
        return new Store(server.url(), "embedded, as " + reason, server);
    }

    private static Store embeddedDatabase(String reason) {
        PostgresServer server = PostgresServer.start();
        return new Store(server.url(), "embedded, as " + reason, server);
    }
}
