package org.scalelite.api.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.scalelite.api.ApiService;
import org.scalelite.api.testing.TenantFrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.api.testing.TestTenants;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;

/** Hosts that are no tenant's, with MULTITENANCY_DEFAULT. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DefaultHostTest {
    private final TestSuite suite =
            new TestSuite(2).with("MULTITENANCY_ENABLED", "true").with("MULTITENANCY_DEFAULT", "true");
    private final ApiService anyHost = suite.replica();
    private final ApiService replica = suite.with("URL_HOST", "sl.example.org").replica();
    private final TestTenants tenants = new TestTenants(suite, replica);

    @AfterAll
    void stop() {
        suite.close();
    }

    private TenantFrontEnd at(String host) {
        return new TenantFrontEnd(replica, host, TestSuite.SECRET);
    }

    @Test
    void hostsWithoutTenantTakeOnlyTheOwnSecret() {
        tenants.add("known", Map.of());
        for (String host : List.of("sl.example.org", "unknown.sl.example.org", "a.known.sl.example.org")) {
            assertThat(at(host).get("getMeetings").isSuccess()).as(host).isTrue();
            assertThat(new TenantFrontEnd(replica, host, "secret-of-known")
                            .get("getMeetings")
                            .messageKey())
                    .as(host)
                    .isEqualTo("checksumError");
        }
        for (String host : List.of("127.0.0.1", "[::1]:3000", "localhost", "")) {
            assertThat(new TenantFrontEnd(anyHost, host, TestSuite.SECRET)
                            .get("getMeetings")
                            .isSuccess())
                    .as(host)
                    .isTrue();
        }
    }

    @Test
    void aTenantsHostTakesItsOwnSecretsOnlyEvenIfItHasNone() {
        tenants.add("strict", Map.of());
        assertThat(tenants.frontEnd("strict").get("getMeetings").isSuccess()).isTrue();
        assertThat(at("strict.sl.example.org").get("getMeetings").messageKey()).isEqualTo("checksumError");

        RedisNamespace keys = suite.registry().redis().keys();
        String mute = tenants.add("mute", Map.of());
        suite.registry().redis().commands().hset(keys.of(RedisKey.TENANT, mute), "secrets", "");
        assertThat(at("mute.sl.example.org").get("getMeetings").messageKey()).isEqualTo("checksumError");
    }

    @Test
    void theOwnHostIsNoTenantsThoughATenantMayHaveItsName() {
        tenants.add("sl", Map.of());
        tenants.add("127", Map.of());
        assertThat(at("sl.example.org").get("getMeetings").isSuccess()).isTrue();
        assertThat(tenants.frontEnd("sl").get("getMeetings").isSuccess()).isTrue();
        assertThat(new TenantFrontEnd(anyHost, "127.0.0.1", TestSuite.SECRET)
                        .get("getMeetings")
                        .isSuccess())
                .isTrue();
    }

    @Test
    void callsWithoutTenantReachNoMeetingOfTenants() {
        TenantFrontEnd frontEnd = at("sl.example.org");
        TenantFrontEnd tenant = tenants.frontEnd("apart", Map.of());
        assertThat(tenant.create("room").isSuccess()).isTrue();
        assertThat(frontEnd.get("getMeetings").texts("meetingID")).doesNotContain("room");
        Supplier<String> info =
                () -> frontEnd.get("getMeetingInfo", "meetingID", "room").messageKey();
        assertThat(info.get()).isEqualTo("notFound");
        assertThat(frontEnd.join("room").messageKey()).isEqualTo("notFound");
        assertThat(frontEnd.get("end", "meetingID", "room").messageKey()).isEqualTo("notFound");

        assertThat(frontEnd.create("room", "meta_tenant-id", "forged").isSuccess())
                .isTrue();
        assertThat(suite.hosting("room")).hasSize(2);
        assertThat(frontEnd.get("getMeetings").texts("tenant-id")).isEmpty();
        assertThat(frontEnd.get("getMeetings").texts("meetingID")).containsExactly("room");
        assertThat(tenant.get("getMeetings").texts("tenant-name")).containsExactly("apart");
        assertThat(frontEnd.get("end", "meetingID", "room").isSuccess()).isTrue();
        assertThat(tenant.get("getMeetingInfo", "meetingID", "room").isSuccess())
                .isTrue();
    }
}
