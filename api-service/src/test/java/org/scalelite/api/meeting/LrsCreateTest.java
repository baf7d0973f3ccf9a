package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scalelite.api.ApiService;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.TenantFrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.api.testing.TestTenants;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.testing.OpenSsl;
import org.scalelite.common.testing.RecordedLog;
import org.scalelite.common.testing.TokenServer;
import org.scalelite.common.testing.TokenServer.Fault;
import org.scalelite.simulator.SimulatedBbbServer;

/** Creates of tenants that have an LRS (specification, sections 5.8 and 8). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LrsCreateTest {
    private static final String PAYLOAD = "secret-lrs-payload";
    private static final Map<TenantField, String> BASIC = Map.of(
            TenantField.LRS_ENDPOINT, "https://lrs.example.org/xapi",
            TenantField.LRS_USERNAME, "bbb",
            TenantField.LRS_PASSWORD, "lrs password");

    private final TestSuite suite = new TestSuite(3);
    private final ApiService replica =
            suite.with("MULTITENANCY_ENABLED", "true").replica();
    private final TestTenants tenants = new TestTenants(suite, replica);

    @AfterAll
    void stop() {
        suite.close();
    }

    private Map<String, String> metadata(String meetingId) {
        return suite.host(meetingId).meeting(meetingId).orElseThrow().metadata();
    }

    private String opened(String meetingId) {
        SimulatedBbbServer host = suite.host(meetingId);
        return OpenSsl.decrypted(metadata(meetingId).getOrDefault(PAYLOAD, ""), host.secret());
    }

    private static Map<TenantField, String> ofKeycloak(TokenServer keycloak) {
        return Map.of(
                TenantField.LRS_ENDPOINT, "https://lrs.example.org/xapi",
                TenantField.KC_TOKEN_URL, keycloak.url(),
                TenantField.KC_CLIENT_ID, TokenServer.CLIENT,
                TenantField.KC_CLIENT_SECRET, TokenServer.CLIENT_SECRET,
                TenantField.KC_USERNAME, TokenServer.USER,
                TenantField.KC_PASSWORD, TokenServer.PASSWORD);
    }

    @Test
    void encryptsThePayloadWithEachServersSecret() {
        RecordedLog log = new RecordedLog("org.scalelite");
        TenantFrontEnd frontEnd = tenants.frontEnd("basic", BASIC);
        int number = 0;
        for (String name : List.of("meta_secret-lrs-payload", "meta_Secret-LRS-Payload", "META_SECRET-LRS-PAYLOAD")) {
            String meetingId = "basic-" + number++;
            assertThat(frontEnd.create(meetingId, name, "Zm9yZ2Vk").isSuccess()).isTrue();
            assertThat(opened(meetingId))
                    .isEqualTo("{\"lrs_endpoint\":\"https://lrs.example.org/xapi\",\"lrs_username\":\"bbb\","
                            + "\"lrs_password\":\"lrs password\"}");
            assertThat(suite.host(meetingId).meeting(meetingId).orElseThrow().createParameters())
                    .doesNotContainValue("Zm9yZ2Vk");
            String payload = metadata(meetingId).getOrDefault(PAYLOAD, "");
            assertThat(log.lines()).noneMatch(line -> line.contains(payload) || line.contains("lrs password"));
        }
        log.close();
    }

    @Test
    void forwardsFrontEndPayloadWithoutTenantLrs() {
        TenantFrontEnd frontEnd = tenants.frontEnd("none", Map.of());
        assertThat(frontEnd.create("none-1").isSuccess()).isTrue();
        assertThat(metadata("none-1")).doesNotContainKey(PAYLOAD);
        assertThat(frontEnd.create("none-2", "meta_" + PAYLOAD, "own").isSuccess())
                .isTrue();
        assertThat(metadata("none-2")).containsEntry(PAYLOAD, "own");
    }

    @Test
    void sharesOneTokenForManyCreates() {
        try (TokenServer keycloak = new TokenServer()) {
            TenantFrontEnd frontEnd = tenants.frontEnd("kc", ofKeycloak(keycloak));
            for (int i = 0; i < 10; i++) {
                assertThat(frontEnd.create("kc-" + i).isSuccess()).isTrue();
                assertThat(opened("kc-" + i)).contains("\"lrs_token\":\"" + TokenServer.token(1) + "\"");
            }
            assertThat(keycloak.asked()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void createsTheMeetingWhenTheTokenServerFails(Fault fault) {
        try (TokenServer keycloak = new TokenServer()) {
            keycloak.inject(fault);
            String name = "kc-" + fault.name().toLowerCase(Locale.ROOT).replace("_", "-");
            TenantFrontEnd frontEnd = tenants.frontEnd(name, ofKeycloak(keycloak));
            Answer answer = frontEnd.create(name + "-room", "meta_" + PAYLOAD, "own");
            assertThat(answer.isSuccess()).as(answer.body()).isTrue();
            assertThat(metadata(name + "-room"))
                    .as("nor is that of the front-end used")
                    .doesNotContainKey(PAYLOAD);
        }
    }

    @Test
    void omitsThePayloadOfIncompleteLrsSettings() {
        TenantFrontEnd frontEnd =
                tenants.frontEnd("half", Map.of(TenantField.LRS_ENDPOINT, "https://lrs.example.org/xapi"));
        assertThat(frontEnd.create("half-room", "meta_" + PAYLOAD, "own").isSuccess())
                .isTrue();
        assertThat(metadata("half-room")).doesNotContainKey(PAYLOAD);
    }
}
