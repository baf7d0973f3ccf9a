package org.scalelite.api.playback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.io.file.PathUtils;
import org.awaitility.Awaitility;
import org.scalelite.api.ApiService;
import org.scalelite.api.testing.Browser;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestTimeout;

/** Recordings (rows and files), and replicas that serve them. */
final class PlaybackFixture implements AutoCloseable {
    static final String KEY = "key-base-of-the-test";

    private final TestDatabase database = TestDatabase.migrated();
    private final TestSuite suite = new TestSuite(1);
    private final Path root = root();
    private final List<NginxProcess> proxies = new ArrayList<>();

    PlaybackFixture() {
        suite.with("DATABASE_URL", database.url())
                .with("SECRET_KEY_BASE", KEY)
                .with("RECORDING_PUBLISH_DIR", published().toString())
                .with("RECORDING_UNPUBLISH_DIR", root.resolve("unpublished").toString())
                .with("PLAYBACK_PLAYER_DIR", player().toString())
                .with("PLAYBACK_DELIVERY", "direct")
                .share();
    }

    /** Readable for the user of nginx, if the test runs as root. */
    private static Path root() {
        try {
            Path root = Files.createTempDirectory("playback").toRealPath();
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No recordings, for the next test. */
    void renew() throws IOException {
        proxies.forEach(NginxProcess::close);
        proxies.clear();
        suite.renew();
        database.clear();
        PathUtils.cleanDirectory(root);
    }

    PlaybackFixture with(String variable, String value) {
        suite.with(variable, value);
        return this;
    }

    Path directory() {
        return root;
    }

    Path published() {
        return root.resolve("published");
    }

    Path player() {
        return root.resolve("player");
    }

    TestDatabase database() {
        return database;
    }

    /** A replica with a migrated database. */
    ApiService replica() {
        ApiService replica = suite.replica();
        Browser browser = Browser.at(replica.uri().getPort());
        Awaitility.await()
                .atMost(TestTimeout.LIMIT)
                .until(() -> browser.get("/health_check").text().equals("success"));
        return replica;
    }

    /** A browser of a new replica. */
    Browser browser() {
        return Browser.at(replica().uri().getPort());
    }

    /** A browser of an nginx in front of a new replica with X-Accel-Redirect. */
    Browser browserBehindNginx(Map<String, String> environment) {
        suite.with("PLAYBACK_DELIVERY", "nginx");
        int api = replica().uri().getPort();
        suite.with("PLAYBACK_DELIVERY", "direct");
        return Browser.at(nginx(api, environment).port());
    }

    NginxProcess nginx(int api, Map<String, String> environment) {
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("SCALELITE_API_PORT", String.valueOf(api));
        all.put("RECORDING_PUBLISH_DIR", published().toString());
        all.put("PLAYBACK_PLAYER_DIR", player().toString());
        NginxProcess nginx = NginxProcess.start(root.resolve("nginx-" + proxies.size()), all);
        proxies.add(nginx);
        return nginx;
    }

    void tenant(String id, String name) {
        RedisNamespace keys = suite.registry().redis().keys();
        var redis = suite.registry().redis().commands();
        redis.sadd(keys.of(RedisKey.TENANTS), id);
        redis.hset(keys.of(RedisKey.TENANT, id), Map.of("name", name, "secrets", "secret-of-" + name));
        redis.hset(keys.of(RedisKey.TENANT_NAME, name), "id", id);
    }

    String token(String recordId, String format) {
        return new PlaybackTokens(suite.registry().redis(), Duration.ofMinutes(1)).issue(recordId, format);
    }

    /** The properties of a recording. */
    record Traits(boolean published, String state, boolean isProtected, Optional<String> tenant) {
        static Traits open() {
            return new Traits(true, "published", false, Optional.empty());
        }

        Traits guarded() {
            return new Traits(published, state, true, tenant);
        }

        Traits unpublished() {
            return new Traits(false, "unpublished", isProtected, tenant);
        }

        Traits deleted() {
            return new Traits(published, "deleted", isProtected, tenant);
        }

        Traits of(String tenantId) {
            return new Traits(published, state, isProtected, Optional.of(tenantId));
        }
    }

    /** A row with these formats. */
    void row(String recordId, Traits traits, String... formats) {
        database.run("insert into recordings (record_id, meeting_id, name, published, state, protected, starttime)"
                + " values ('%s', 'room', 'Biology', %s, '%s', %s, now())"
                        .formatted(recordId, traits.published(), traits.state(), traits.isProtected()));
        String row = "(select id from recordings where record_id = '" + recordId + "')";
        traits.tenant()
                .ifPresent(tenant ->
                        database.run("insert into metadata (recording_id, key, value) values (%s, 'tenant-id', '%s')"
                                .formatted(row, tenant)));
        for (String format : formats) {
            database.run("insert into playback_formats (recording_id, format, url, length) values (%s, '%s', '%s', 5)"
                    .formatted(row, format, url(format, recordId)));
        }
    }

    /** Links in the format of BBB. */
    static String url(String format, String recordId) {
        return switch (format) {
            case "presentation" -> "/playback/presentation/2.3/" + recordId;
            case "video" -> "/playback/video/" + recordId + "/";
            default -> "/" + format + "/" + recordId + "/" + format + ".pdf";
        };
    }

    /** Writes a file of random bytes to a path below the published directory. */
    byte[] file(String path, int size) {
        byte[] bytes = new byte[size];
        new Random(path.hashCode()).nextBytes(bytes);
        write(published().resolve(path), bytes);
        return bytes;
    }

    void file(String path, String text) {
        write(published().resolve(path), text.getBytes(StandardCharsets.UTF_8));
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        proxies.forEach(NginxProcess::close);
        suite.close();
        database.close();
        PathUtils.deleteDirectory(root);
    }
}
