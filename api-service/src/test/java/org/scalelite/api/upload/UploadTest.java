package org.scalelite.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.ApiService;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.config.Settings;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.common.token.SignedToken;
import org.scalelite.stores.RedisServer;
import org.scalelite.stores.TestStores;

/** Upload of recording archives over HTTP (docs/recording-transport.md). */
class UploadTest {
    private static final int MIB = 1 << 20;
    private static final Duration DEADLINE = TestTimeout.LIMIT;

    private static Path spool;
    private static TestSuite suite;
    private static ApiService replica;

    private final String recordId = "rec-" + UUID.randomUUID();
    private final byte[] archive = bytes(3 * MIB + 17);

    @BeforeAll
    static void start(@TempDir Path directory) {
        spool = directory;
        suite = new TestSuite(2).with("RECORDING_SPOOL_DIR", spool.toString()).with("RECORDING_MAX_GIB", "100000");
        replica = suite.replica();
    }

    @AfterAll
    static void stop() {
        suite.close();
    }

    @BeforeEach
    void emptySpool() throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String token(String secret, Consumer<Map<String, Object>> change) {
        Instant now = Instant.now();
        Map<String, Object> claims = new HashMap<>();
        claims.put("sub", recordId);
        claims.put("sha256", sha256(archive));
        claims.put("size", archive.length);
        claims.put("iat", now.minusSeconds(30));
        claims.put("exp", now.plusSeconds(300));
        change.accept(claims);
        return SignedToken.sign(claims, SignedToken.Hash.HS256, secret);
    }

    private static String secret() {
        return suite.server(1).secret();
    }

    private String token() {
        return token(secret(), _ -> {});
    }

    private String path() {
        return "/scalelite/api/recordings/" + recordId + ".tar";
    }

    private Answer send(ApiService to, String method, String token, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + to.uri().getPort() + path()))
                .header("Authorization", "Bearer " + token)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new FrontEnd(to.uri(), TestSuite.SECRET).send(request);
    }

    private Answer put(String token, byte[] body, String... headers) {
        return send(replica, "PUT", token, body, headers);
    }

    private Answer put(int from, int to) {
        return put(
                token(),
                java.util.Arrays.copyOfRange(archive, from, to),
                "Content-Range",
                "bytes %d-%d/%d".formatted(from, to - 1, archive.length));
    }

    private Answer head() {
        return send(replica, "HEAD", token(), new byte[0]);
    }

    private long offset() {
        return Long.parseLong(head().header("Upload-Offset"));
    }

    private Path stored() {
        return spool.resolve(recordId + "-" + sha256(archive).substring(0, 16) + ".tar");
    }

    private Path partial() {
        return spool.resolve("." + recordId + "-" + sha256(archive).substring(0, 16) + ".part");
    }

    private static List<String> filesIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Sender sender(ApiService to, long length, String... more) throws IOException {
        String[] headers = Stream.concat(
                        Stream.of("Authorization: Bearer " + token(), "Content-Length: " + length), Stream.of(more))
                .toArray(String[]::new);
        return new Sender(to.uri()).head("PUT", path(), headers);
    }

    @Test
    void limitsWrongTokens() {
        ApiService strict = suite.with("CHECKSUM_FAILURES_PER_MINUTE", "2").replica();
        suite.with("CHECKSUM_FAILURES_PER_MINUTE", "1000000");
        assertThat(send(strict, "PUT", token("wrong", _ -> {}), archive).status())
                .isEqualTo(401);
        assertThat(send(strict, "HEAD", "x.y.z", new byte[0]).status()).isEqualTo(401);
        Answer held = send(strict, "PUT", token(), archive);
        assertThat(held.status()).isEqualTo(429);
        assertThat(held.body()).contains("try again in a minute");
        assertThat(held.header("Retry-After")).isEqualTo("60");
        assertThat(send(strict, "HEAD", token(), new byte[0], "X-Forwarded-For", "203.0.113.8")
                        .status())
                .as("from another address")
                .isEqualTo(200);
    }

    @Test
    void storesAnArchiveUnderItsFinalName() throws IOException {
        Answer answer = put(token(), archive);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"status\":\"stored\"}");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(Files.readAllBytes(stored())).isEqualTo(archive);
        assertThat(filesIn(spool)).containsExactly(stored().getFileName().toString());
    }

    @Test
    void answersPartsWithTheNextOffset() throws IOException {
        assertThat(offset()).isZero();
        Answer first = put(0, MIB);
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.body()).contains("\"status\":\"partial\"").contains("\"offset\":" + MIB);
        assertThat(filesIn(spool)).containsExactly(partial().getFileName().toString());
        assertThat(offset()).isEqualTo(MIB);
        assertThat(put(MIB, archive.length).status()).isEqualTo(201);
        assertThat(Files.readAllBytes(stored())).isEqualTo(archive);
        assertThat(head().header("Upload-Status")).isEqualTo("stored");
        assertThat(offset()).isEqualTo(archive.length);
    }

    @Test
    void continuesAfterAClosedConnection() throws IOException {
        try (Sender sender = sender(replica, archive.length)) {
            sender.body(archive, 0, 2 * MIB);
            await().atMost(DEADLINE).until(() -> offset() == 2 * MIB);
        }
        await().atMost(DEADLINE).until(() -> put(2 * MIB, archive.length).status() == 201);
        assertThat(Files.readAllBytes(stored())).isEqualTo(archive);
    }

    @Test
    void doesNotStoreAnArchiveTwice() throws IOException {
        assertThat(put(token(), archive).status()).isEqualTo(201);
        FileTime before = Files.getLastModifiedTime(stored());
        assertThat(put(token(), archive).status()).isEqualTo(201);
        assertThat(Files.getLastModifiedTime(stored())).isEqualTo(before);
        try (Sender sender = sender(replica, archive.length, "Expect: 100-continue")) {
            assertThat(sender.answerHead().getFirst()).isEqualTo("HTTP/1.1 201 Created");
        }
    }

    @Test
    void requiresATokenOfAServerOfThePool() {
        Instant now = Instant.now();
        Map<String, String> tokens = Map.of(
                "the front-ends' secret", token(TestSuite.SECRET, _ -> {}),
                "nobody's secret", token("nobody", _ -> {}),
                "no token", "",
                "no signature", token().substring(0, token().lastIndexOf('.') + 1),
                "expired", token(secret(), claims -> claims.put("exp", now.minusSeconds(1))),
                "without expiry", token(secret(), claims -> claims.remove("exp")),
                "without issue time", token(secret(), claims -> claims.remove("iat")),
                "too long-lived", token(secret(), claims -> claims.put("exp", now.plus(Duration.ofMinutes(16)))),
                "another recording", token(secret(), claims -> claims.put("sub", "another")),
                "HS512",
                        SignedToken.sign(
                                Map.of("sub", recordId, "iat", now, "exp", now.plusSeconds(9)),
                                SignedToken.Hash.HS512,
                                secret()));
        SoftAssertions.assertSoftly(softly -> tokens.forEach((name, token) -> {
            Answer answer = put(token, archive);
            softly.assertThat(answer.status()).as(name).isEqualTo(401);
            softly.assertThat(answer.body()).as(name).startsWith("{\"error\":\"");
            softly.assertThat(answer.header("WWW-Authenticate")).as(name).isEqualTo("Bearer");
            softly.assertThat(send(replica, "HEAD", token, new byte[0]).status())
                    .as(name)
                    .isEqualTo(401);
        }));
        assertThat(filesIn(spool)).isEmpty();
    }

    @Test
    void acceptsDisabledButNotRemovedServers() {
        ServerId id = suite.registry().online(URI.create("https://gone.example.org/bigbluebutton/api"), "gone-secret");
        suite.registry().servers().changeState(id, org.scalelite.common.server.Server.State.DISABLED);
        String token = token("gone-secret", claims -> claims.put("iss", "gone.example.org"));
        assertThat(put(token, archive).status()).isEqualTo(201);
        suite.registry().servers().remove(id, true);
        assertThat(put(token, archive).status()).isEqualTo(401);
    }

    @Test
    void rejectsTokensOfAServerWithoutASecret() {
        ServerId id = suite.registry().online(URI.create("https://blank.example.org/bigbluebutton/api"), "x");
        suite.registry()
                .redis()
                .commands()
                .hset(suite.registry().redis().keys().of(RedisKey.SERVER, id.value()), "secret", "");
        // HMAC fills a key with zeros, so this is what an empty key would sign.
        assertThat(put(token("\0", _ -> {}), archive).status()).isEqualTo(401);
        suite.registry().servers().remove(id, true);
    }

    @Test
    void issuerIsOnlyAHint() {
        assertThat(put(token(secret(), claims -> claims.put("iss", "some.other.name")), archive)
                        .status())
                .isEqualTo(201);
        assertThat(put(
                                token(
                                        "nobody",
                                        claims -> claims.put(
                                                "iss", suite.server(1).host())),
                                archive)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void secondUploadWaitsForTheFirst() throws IOException {
        try (Sender first = sender(replica, archive.length)) {
            first.body(archive, 0, MIB);
            await().atMost(DEADLINE).until(() -> offset() == MIB);
            Answer second = put(MIB, archive.length);
            assertThat(second.status()).isEqualTo(423);
            assertThat(second.header("Retry-After")).isEqualTo("60");
            first.body(archive, MIB, archive.length);
            assertThat(first.answerHead().getFirst()).isEqualTo("HTTP/1.1 201 Created");
        }
        assertThat(Files.readAllBytes(stored())).isEqualTo(archive);
    }

    @Test
    void replicasDoNotMixUploads() throws IOException {
        ApiService other = suite.replica();
        try (Sender first = sender(replica, archive.length)) {
            first.body(archive, 0, MIB);
            await().atMost(DEADLINE).until(() -> offset() == MIB);
            Answer second = send(
                    other,
                    "PUT",
                    token(),
                    java.util.Arrays.copyOfRange(archive, MIB, archive.length),
                    "Content-Range",
                    "bytes %d-%d/%d".formatted(MIB, archive.length - 1, archive.length));
            assertThat(second.status()).isEqualTo(201);
            first.body(archive, MIB, archive.length);
            assertThat(first.answer()).startsWith("HTTP/1.1 409").contains("\"offset\":" + archive.length);
        }
        assertThat(Files.readAllBytes(stored())).isEqualTo(archive);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2F..%2Fetc%2Fpasswd.tar", "%2E%2E%2Fout.tar"})
    void rejectsAPathAsRecordId(String name) throws IOException {
        assertThat(answerToRefused(name)).contains("unsupportedRequest");
    }

    /** The answer to an upload with this record id, which leaves no file. */
    private String answerToRefused(String name) throws IOException {
        try (Sender sender = new Sender(replica.uri())) {
            sender.head(
                    "PUT",
                    "/scalelite/api/recordings/" + name,
                    "Authorization: Bearer " + token(),
                    "Content-Length: 5",
                    "Connection: close");
            String answer = sender.body(new byte[5]).answer();
            assertThat(filesIn(spool)).isEmpty();
            assertThat(spool.resolveSibling("out.tar")).doesNotExist();
            return answer;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..tar",
                "...tar",
                ".hidden.tar",
                ".tar",
                "a%00b.tar",
                "a%5C..%5Cb.tar",
                "a%0Ab.tar",
                "recording.zip",
                "recording"
            })
    void rejectsARecordIdWithPathCharacters(String name) throws IOException {
        assertThat(answerToRefused(name)).contains("RECORD_ID.tar").startsWith("HTTP/1.1 400");
    }

    @Test
    void rejectsAWrongBodyLength() {
        assertThat(put(token(), bytes(10)).status()).isEqualTo(400);
        byte[] longer = java.util.Arrays.copyOf(archive, archive.length + 1);
        assertThat(put(token(), longer).status()).isEqualTo(400);
        String range = "bytes 0-%1$d/%1$d".formatted(archive.length);
        assertThat(put(token(), longer, "Content-Range", range).status()).isEqualTo(400);
        assertThat(filesIn(spool)).isEmpty();
    }

    @Test
    void storesAChunkedBody() throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + replica.uri().getPort() + path()))
                .header("Authorization", "Bearer " + token())
                .PUT(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(archive)));
        assertThat(new FrontEnd(replica.uri(), TestSuite.SECRET).send(request).status())
                .isEqualTo(201);
        assertThat(Files.readAllBytes(stored())).isEqualTo(archive);
    }

    @Test
    void rejectsAnArchiveWithoutDiskSpaceUnread() throws IOException {
        long size = 90_000L << 30;
        String token = token(secret(), claims -> claims.put("size", size));
        try (Sender sender = new Sender(replica.uri())) {
            sender.head("PUT", path(), "Authorization: Bearer " + token, "Content-Length: " + size);
            assertThat(sender.answer()).startsWith("HTTP/1.1 507").contains("MiB free");
        }
        Answer head = send(replica, "HEAD", token, new byte[0]);
        assertThat(head.status()).isEqualTo(507);
        assertThat(head.header("Upload-Error")).contains("make room");
        assertThat(filesIn(spool)).isEmpty();
    }

    @Test
    void answersNotFoundWithRecordingsDisabled() {
        ApiService without = replicaWith("RECORDING_DISABLED", "true");
        Answer answer = send(without, "PUT", token(), archive);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).startsWith("{\"error\":").contains("RECORDING_DISABLED");
        assertThat(send(without, "HEAD", token(), new byte[0]).status()).isEqualTo(404);
    }

    @Test
    void answersUnavailableWithoutRedis() {
        try (RedisServer redis = RedisServer.start()) {
            ApiService withoutRedis = ApiService.start(Settings.of(Map.of(
                    "REDIS_URL", redis.url(),
                    "DATABASE_URL", TestStores.databaseUrl(),
                    "LOADBALANCER_SECRET", TestSuite.SECRET,
                    "RECORDING_SPOOL_DIR", spool.toString(),
                    "PORT", "0")));
            try (withoutRedis) {
                redis.kill();
                Answer answer = send(withoutRedis, "PUT", token(), archive);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body()).contains("Redis does not answer");
                assertThat(answer.header("Retry-After")).isEqualTo("60");
            }
        }
    }

    @Test
    void rejectsAnotherHost() {
        ApiService named = replicaWith("URL_HOST", "sl.example.org");
        assertThat(send(named, "PUT", token(), archive).status()).isEqualTo(403);
        assertThat(send(named, "HEAD", token(), new byte[0]).status()).isEqualTo(403);
        assertThat(filesIn(spool)).isEmpty();
    }

    private static ApiService replicaWith(String variable, String value) {
        Map<String, String> before = Map.of("RECORDING_SPOOL_DIR", spool.toString(), "RECORDING_MAX_GIB", "100000");
        try {
            return suite.with(variable, value).replica();
        } finally {
            suite.with(variable, Optional.ofNullable(before.get(variable)).orElse(""));
        }
    }

    @Test
    void answersBeforeTheBodyWithExpectContinue() throws IOException {
        try (Sender sender = sender(replica, archive.length, "Expect: 100-continue")) {
            assertThat(sender.answerHead().getFirst()).startsWith("HTTP/1.1 100");
            sender.body(archive);
            assertThat(sender.answer()).startsWith("HTTP/1.1 201");
        }
        try (Sender sender = new Sender(replica.uri())) {
            sender.head("PUT", path(), "Content-Length: 999999999", "Expect: 100-continue");
            assertThat(sender.answer()).startsWith("HTTP/1.1 401").containsIgnoringCase("connection: close");
        }
    }

    @Test
    void answersASenderThatDoesNotWait() throws IOException {
        byte[] piece = new byte[MIB];
        try (Sender sender = new Sender(replica.uri())) {
            sender.head("PUT", path(), "Authorization: Bearer nonsense", "Content-Length: " + (64 * MIB));
            for (int i = 0; i < 64; i++) {
                sender.body(piece);
            }
            assertThat(sender.answer()).startsWith("HTTP/1.1 401").contains("bbb-conf --secret");
        }
    }

    @Test
    void streamsALargeArchiveToDisk() throws Exception {
        int pieces = 300;
        byte[] piece = bytes(MIB);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < pieces; i++) {
            digest.update(piece);
        }
        String sha256 = HexFormat.of().formatHex(digest.digest());
        long size = (long) pieces * MIB;
        String token = token(secret(), claims -> claims.putAll(Map.of("sha256", sha256, "size", size)));
        Path partial = spool.resolve("." + recordId + "-" + sha256.substring(0, 16) + ".part");
        try (Sender sender = new Sender(replica.uri())) {
            sender.head("PUT", path(), "Authorization: Bearer " + token, "Content-Length: " + size);
            for (int sent = 1; sent <= pieces; sent++) {
                sender.body(piece);
                long arrived = sent * (long) MIB;
                if (sent % 20 == 0 && sent < pieces) {
                    // If it were buffered, more bytes would be missing here.
                    await().atMost(DEADLINE).until(() -> Files.exists(partial) && Files.size(partial) >= arrived - MIB);
                }
            }
            assertThat(sender.answer()).startsWith("HTTP/1.1 201");
        }
    }
}
