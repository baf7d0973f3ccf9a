package org.scalelite.common.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.checksum.SharedSecrets;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.lrs.LrsPayloads;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.SentinelInfo;
import org.scalelite.common.tenant.LrsSettings;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.testing.TestAuthority;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.common.testing.TlsFront;
import org.scalelite.common.testing.TokenServer;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.stores.RedisServer;
import org.scalelite.stores.SentinelServer;

/** Every client rejects a server with an unknown authority, and accepts it with TLS_CA_FILE. */
class TrustedAuthoritiesTest {
    private static final Duration TIMEOUT = TestTimeout.LIMIT;
    private static final Duration SOON = TestTimeout.LIMIT;
    private static final String NAME = "scalelite";

    private static TestAuthority authority;

    @BeforeAll
    static void make(@TempDir Path temporary) {
        authority = TestAuthority.in(temporary);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static RedisConfig config(String url) {
        return RedisConfig.of(Settings.of(Map.of("REDIS_URL", url, "REDIS_TIMEOUT", "10")))
                .withoutRetries();
    }

    @Test
    void redis() {
        int port = freePort();
        RedisConfig config = config("rediss://127.0.0.1:%d/0".formatted(port));
        try (RedisServer _ = authority.redis(port)) {
            assertThatThrownBy(() -> RedisStore.connect(config))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("an authority that this process does not trust")
                    .hasMessageContaining("TLS_CA_FILE");
            try (ProcessTrust _ = ProcessTrust.of(authority.certificate());
                    RedisStore redis = RedisStore.connect(config)) {
                assertThat(redis.takesWrites()).isTrue();
            }
        }
    }

    @Test
    void sentinelsAndPrimary() {
        int redisPort = freePort();
        int sentinelPort = freePort();
        List<String> lines = new ArrayList<>(authority.redisLines(sentinelPort));
        lines.add("sentinel monitor %s 127.0.0.1 %d 1".formatted(NAME, redisPort));
        RedisConfig config = config("rediss-sentinel://127.0.0.1:%d/0#%s".formatted(sentinelPort, NAME));
        try (RedisServer _ = authority.redis(redisPort);
                SentinelServer _ = SentinelServer.start(lines)) {
            assertThatThrownBy(() -> RedisStore.connect(config))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("Sentinel 127.0.0.1:" + sentinelPort)
                    .hasMessageContaining("TLS_CA_FILE");
            try (ProcessTrust _ = ProcessTrust.of(authority.certificate());
                    RedisStore redis = RedisStore.connect(config)) {
                assertThat(redis.takesWrites()).isTrue();
                assertThat(SentinelInfo.read(config, redis).views())
                        .singleElement()
                        .satisfies(view -> assertThat(view.answer()).isPresent());
            }
        }
    }

    @Test
    void bbbServers() {
        try (SimulatedPool pool = SimulatedPool.start(1)) {
            SimulatedBbbServer server = pool.server(0);
            try (TlsFront front = authority.before(server.apiUrl().getPort())) {
                BbbEndpoint endpoint = new BbbEndpoint(
                        URI.create("https://127.0.0.1:%d/bigbluebutton/api".formatted(front.port())),
                        server.secret(),
                        true);
                assertThat(getMeetings(endpoint).toString())
                        .contains("TLS handshake failed")
                        .contains("TLS_CA_FILE");
                assertThat(CertificateProbe.look(endpoint.api(), TIMEOUT))
                        .isInstanceOfSatisfying(
                                CertificateProbe.Look.Seen.class,
                                seen -> assertThat(seen.objection()).isPresent());
                try (ProcessTrust _ = ProcessTrust.of(authority.certificate())) {
                    assertThat(getMeetings(endpoint)).isInstanceOf(BbbReply.Success.class);
                    assertThat(CertificateProbe.look(endpoint.api(), TIMEOUT))
                            .isInstanceOfSatisfying(
                                    CertificateProbe.Look.Seen.class,
                                    seen -> assertThat(seen.objection()).isEmpty());
                }
            }
        }
    }

    private static BbbReply getMeetings(BbbEndpoint endpoint) {
        try (BbbClient bbb = new BbbClient(BbbClientConfig.of(Settings.of(Map.of("LOADBALANCER_SECRET", "s"))))) {
            return bbb.call(endpoint, "getMeetings", CallParameters.none());
        }
    }

    @Test
    void learningRecordStores() {
        try (TokenServer keycloak = new TokenServer();
                TlsFront front = authority.before(URI.create(keycloak.url()).getPort())) {
            Tenant tenant = new Tenant(
                    "id-1",
                    "t1",
                    new SharedSecrets(List.of("s")),
                    List.of(),
                    Tenant.Limits.none(),
                    Optional.of(new LrsSettings.Keycloak(
                            "https://lrs.example.org/xapi",
                            "https://127.0.0.1:%d/token".formatted(front.port()),
                            TokenServer.CLIENT,
                            TokenServer.CLIENT_SECRET,
                            TokenServer.USER,
                            TokenServer.PASSWORD)));
            try (LrsPayloads payloads = new LrsPayloads()) {
                assertThat(payloads.of(tenant, "room")).isEmpty();
            }
            try (ProcessTrust _ = ProcessTrust.of(authority.certificate());
                    LrsPayloads payloads = new LrsPayloads()) {
                // A first handshake may take longer than a create waits for a token.
                await().atMost(SOON).until(() -> payloads.of(tenant, "room").isPresent());
            }
        }
    }

    /** Like the PostgreSQL driver with sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory. */
    @Test
    void defaultSslContext() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                TlsFront front = authority.before(silent.getLocalPort())) {
            assertThatThrownBy(() -> shakeHands(front.port())).isInstanceOf(IOException.class);
            try (ProcessTrust _ = ProcessTrust.of(authority.certificate())) {
                shakeHands(front.port());
            }
        }
    }

    private static void shakeHands(int port) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) SSLSocketFactory.getDefault().createSocket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.setSoTimeout(Math.toIntExact(TIMEOUT.toMillis()));
            socket.startHandshake();
        }
    }

    @Test
    void keepsJavasAuthorities() throws Exception {
        long before = issuers();
        assertThat(before).as("authorities of this Java").isPositive();
        try (ProcessTrust _ = ProcessTrust.of(authority.certificate())) {
            assertThat(issuers()).isEqualTo(before + 1);
        }
        assertThat(issuers()).isEqualTo(before);
    }

    private static long issuers() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((@Nullable KeyStore) null);
        return Arrays.stream(factory.getTrustManagers())
                .map(X509TrustManager.class::cast)
                .mapToLong(manager -> manager.getAcceptedIssuers().length)
                .sum();
    }
}
