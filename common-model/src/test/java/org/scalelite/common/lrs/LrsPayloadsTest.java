package org.scalelite.common.lrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scalelite.common.checksum.SharedSecrets;
import org.scalelite.common.tenant.LrsSettings;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.testing.OpenSsl;
import org.scalelite.common.testing.RecordedLog;
import org.scalelite.common.testing.TokenServer;
import org.scalelite.common.testing.TokenServer.Fault;

/**
 * The LRS payload of a tenant (specification, section 8), decrypted by openssl, and the requests to a token endpoint.
 */
@Timeout(60)
class LrsPayloadsTest {
    private static final String ENDPOINT = "https://lrs.example.org/xapi";
    private static final String SERVER_SECRET = "secret of bbb1";

    private final AtomicLong nanos = new AtomicLong();
    private final LrsPayloads payloads = new LrsPayloads(nanos::get);
    private final TokenServer keycloak = new TokenServer();
    private final RecordedLog log = new RecordedLog("org.scalelite.common.lrs");

    @AfterEach
    void stop() {
        log.close();
        payloads.close();
        keycloak.close();
        assertThat(log.lines())
                .as("nothing secret is logged")
                .noneMatch(line -> line.contains(TokenServer.CLIENT_SECRET)
                        || line.contains(TokenServer.PASSWORD)
                        || line.contains("token-")
                        || line.contains(SERVER_SECRET));
    }

    private static Tenant tenant(LrsSettings lrs) {
        return new Tenant(
                "id-1", "t1", new SharedSecrets(List.of("s")), List.of(), Tenant.Limits.none(), Optional.of(lrs));
    }

    private Tenant ofKeycloak(String password) {
        return tenant(new LrsSettings.Keycloak(
                ENDPOINT, keycloak.url(), TokenServer.CLIENT, TokenServer.CLIENT_SECRET, TokenServer.USER, password));
    }

    private Optional<String> opened(Tenant tenant) {
        return payloads.of(tenant, "room")
                .map(payload -> OpenSsl.decrypted(payload.encryptedFor(SERVER_SECRET), SERVER_SECRET));
    }

    private static String withToken(int request) {
        return "{\"lrs_endpoint\":\"%s\",\"lrs_token\":\"%s\"}".formatted(ENDPOINT, TokenServer.token(request));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void opensslDecryptsWithTheServersSecret() {
        Tenant tenant = tenant(new LrsSettings.Basic(ENDPOINT, "user", "pässword"));
        LrsPayload payload = payloads.of(tenant, "room").orElseThrow();
        String sealed = payload.encryptedFor(SERVER_SECRET);
        assertThat(OpenSsl.decrypted(sealed, SERVER_SECRET))
                .isEqualTo("{\"lrs_endpoint\":\"%s\",\"lrs_username\":\"user\",\"lrs_password\":\"pässword\"}"
                        .formatted(ENDPOINT));
        assertThat(OpenSsl.decrypted(sealed, "secret of bbb2")).doesNotContain(ENDPOINT);
        assertThat(payload.toString() + tenant).doesNotContain("pässword");
    }

    @Test
    void everyPayloadHasItsOwnSalt() {
        LrsPayload payload = payloads.of(tenant(new LrsSettings.Basic(ENDPOINT, "u", "p")), "room")
                .orElseThrow();
        Set<String> salts = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            byte[] bytes = Base64.getDecoder().decode(payload.encryptedFor(SERVER_SECRET));
            assertThat((bytes.length - 16) % 16).isZero();
            salts.add(Base64.getEncoder().encodeToString(java.util.Arrays.copyOfRange(bytes, 8, 16)));
        }
        assertThat(salts).hasSize(20);
    }

    @Test
    void requestsATokenByPasswordGrant() {
        assertThat(opened(ofKeycloak(TokenServer.PASSWORD))).contains(withToken(1));
        assertThat(keycloak.asked()).hasSize(1);
    }

    @Test
    void sharesATokenAtTheBeginningOfItsLifetime() {
        Tenant tenant = ofKeycloak(TokenServer.PASSWORD);
        for (int i = 0; i < 20; i++) {
            assertThat(payloads.of(tenant, "room-" + i)).isPresent();
            pass(Duration.ofSeconds(1));
        }
        assertThat(keycloak.asked()).hasSize(1);
        pass(Duration.ofSeconds(TokenServer.LIFE_SECONDS / 10));
        assertThat(opened(tenant)).as("BBB cannot renew it").contains(withToken(2));
        assertThat(keycloak.asked()).hasSize(2);
    }

    @Test
    void concurrentCreatesFetchOneToken() throws Exception {
        Tenant tenant = ofKeycloak(TokenServer.PASSWORD);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<LrsPayload>>> running = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                running.add(threads.submit(() -> payloads.of(tenant, "room")));
            }
            for (Future<Optional<LrsPayload>> payload : running) {
                assertThat(payload.get()).isPresent();
            }
        }
        assertThat(keycloak.asked()).hasSize(1);
    }

    @Test
    void changedCredentialsGetANewToken() {
        assertThat(payloads.of(ofKeycloak(TokenServer.PASSWORD), "room")).isPresent();
        assertThat(payloads.of(ofKeycloak("wrong"), "room")).isEmpty();
        assertThat(log.lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("room", "t1", "401", "invalid_grant"));
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void cachesAFailureAndOmitsThePayload(Fault fault) {
        Tenant tenant = ofKeycloak(TokenServer.PASSWORD);
        keycloak.inject(fault);
        assertThat(payloads.of(tenant, "room")).isEmpty();
        assertThat(payloads.of(tenant, "room")).isEmpty();
        assertThat(keycloak.asked()).as("and no redirect is followed").hasSize(1);
        assertThat(log.lines()).hasSize(2);
        keycloak.inject(Fault.NONE);
        // The answer is cached shortly after it was sent.
        await().untilAsserted(() -> {
            pass(Duration.ofSeconds(6));
            assertThat(opened(tenant)).contains(withToken(2));
        });
    }

    @Test
    void omitsThePayloadWithoutKeycloak() {
        keycloak.close();
        assertThat(payloads.of(ofKeycloak(TokenServer.PASSWORD), "room")).isEmpty();
    }

    @Test
    void omitsThePayloadWithAnInvalidUrl() {
        for (String url : List.of("not a url", "nonsense", "ftp://127.0.0.1/")) {
            assertThat(payloads.of(tenant(new LrsSettings.Keycloak(ENDPOINT, url, "c", "s", "u", "p")), "room"))
                    .as(url)
                    .isEmpty();
        }
    }

    @Test
    void namesMissingFields() {
        assertThat(payloads.of(tenant(new LrsSettings.Incomplete(TenantField.KC_PASSWORD)), "room"))
                .isEmpty();
        assertThat(log.lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("kc_password"));
    }
}
