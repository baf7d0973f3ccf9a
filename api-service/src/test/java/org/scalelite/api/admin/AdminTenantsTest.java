package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.admin.AdminClient.Reply;
import org.scalelite.api.testing.TestSuite;

/** The calls for tenants, over a Redis as Scalelite fills it (specification, sections 3, 6 and 7). */
class AdminTenantsTest extends ScaleliteRedis {
    private static final String ID = "2d9a5c5e-0001";

    private final AdminClient off = AdminClient.signing(suite.replica(), TestSuite.SECRET);
    private final AdminClient admin =
            AdminClient.signing(suite.with("MULTITENANCY_ENABLED", "true").replica(), TestSuite.SECRET);

    @Override
    void fillAsScaleliteDoes() {
        redis.sadd(key("tenants"), ID);
        redis.hset(key("tenant:" + ID), Map.of("name", "school", "secrets", "one:two"));
        redis.hset(key("tenant_name:school"), "id", ID);
        redis.sadd(key("tenant_settings:" + ID), "s-1");
        redis.hset(
                key("tenant_setting:s-1"),
                Map.of("param", "welcome", "value", "Hi", "override", "false", "tenant_id", ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"getTenants", "getTenantInfo", "getTenantSettings"})
    void withoutMultitenancyNothingIsRead(String call) {
        Reply reply = off.get(call, "id", ID);
        assertThat(reply.status()).isEqualTo(412);
        assertThat(reply.answer().body()).isEqualTo("{\"message\":\"Multitenancy is disabled\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"addTenant", "updateTenant", "deleteTenant", "addTenantSetting", "deleteTenantSetting"})
    void withoutMultitenancyNothingIsChanged(String call) {
        assertThat(off.post(call, "{\"id\":\"" + ID + "\"}").status()).isEqualTo(412);
        assertThat(redis.smembers(key("tenants"))).containsExactly(ID);
    }

    @Test
    void whatScaleliteWroteIsListed() {
        Reply reply = admin.get("getTenants");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.answer().body())
                .isEqualTo("[{\"id\":\"" + ID + "\",\"name\":\"school\",\"secrets\":\"one:two\"}]");
        assertThat(admin.get("getTenantInfo", "id", ID).json())
                .isEqualTo(reply.json().get(0));
        assertThat(admin.get("getTenantSettings", "id", ID).answer().body())
                .isEqualTo(
                        "{\"settings\":[{\"id\":\"s-1\",\"param\":\"welcome\",\"value\":\"Hi\",\"override\":false}]}");
    }

    @Test
    void aTenantIsAddedAsScaleliteReadsIt() {
        Reply reply = admin.post("addTenant", """
                {"tenant": {"name": "Uni", "secrets": "uni-secret-1:uni-secret-2", "lrs_endpoint": "https://lrs.example.org",
                 "lrs_username": "u", "lrs_password": "lrs-pass", "max_meetings": 5, "max_users": "200"}}""");
        assertThat(reply.status()).isEqualTo(201);
        JsonNode tenant = reply.json().get("tenant");
        String id = tenant.get("id").textValue();
        assertThat(tenant.get("max_meetings").intValue()).isEqualTo(5);
        assertThat(redis.hgetall(key("tenant:" + id)))
                .isEqualTo(Map.of(
                        "name", "uni",
                        "secrets", "uni-secret-1:uni-secret-2",
                        "lrs_endpoint", "https://lrs.example.org",
                        "lrs_username", "u",
                        "lrs_password", "lrs-pass"));
        assertThat(redis.hget(key("tenant_name:uni"), "id")).isEqualTo(id);
        assertThat(redis.smembers(key("tenants"))).containsExactlyInAnyOrder(ID, id);
        assertThat(admin.get("getTenantInfo", "id", id).answer().body())
                .isEqualTo("{\"id\":\"" + id + "\",\"name\":\"uni\",\"secrets\":\"uni-secret-1:uni-secret-2\","
                        + "\"lrs_endpoint\":\"https://lrs.example.org\",\"lrs_username\":\"u\","
                        + "\"lrs_password\":\"lrs-pass\",\"max_meetings\":5,\"max_users\":200}");
        assertThat(audited())
                .singleElement()
                .asString()
                .startsWith("tenant.add")
                .contains("actor=checksum:", "(hidden)")
                .doesNotContain("uni-secret-1", "lrs-pass");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                     | name is missing
            {"tenant": {"name": "x"}}                              | secrets is missing
            {"tenant": {"secrets": "x"}}                           | name is missing
            {"tenant": {"name": "a.b", "secrets": "x"}}            | 'a.b' cannot be the name of a tenant
            {"tenant": {"name": "x", "secrets": "a::b"}}           | the secrets of a tenant are blank
            {"tenant": {"name": "School", "secrets": "x"}}         | the tenant with id=2d9a5c5e-0001 has this name already
            {"tenant": {"name": "x", "secrets": ["a"]}}            | tenant.secrets cannot be read: give a text
            {"tenant": {"name": "x", "secrets": "a", "max_users": -3}} | '-3' is no limit
            {"tenant": {"name": "x", "secrets": "a", "lrs_endpoint": "lrs"}} | 'lrs' is no absolute http or https URL
            """)
    void whatCannotBeRightIsRefusedWithTheReason(String body, String reason) {
        admin.post("addTenant", body).assertRefused(reason);
        assertThat(redis.smembers(key("tenants"))).containsExactly(ID);
    }

    @Test
    void aTenantIsChangedAndRemoved() {
        Reply changed = admin.post(
                "updateTenant",
                "{\"id\":\"" + ID
                        + "\",\"tenant\":{\"name\":\"academy\",\"kc_username\":\"k\",\"max_meetings\":\"7\"}}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().get("tenant").get("name").textValue()).isEqualTo("academy");
        assertThat(redis.exists(key("tenant_name:school"))).isZero();
        assertThat(redis.hget(key("tenant_name:academy"), "id")).isEqualTo(ID);
        assertThat(redis.hgetall(key("tenant:" + ID)))
                .isEqualTo(Map.of("name", "academy", "secrets", "one:two", "kc_username", "k"));

        admin.post("updateTenant", "{\"id\":\"" + ID + "\",\"tenant\":{\"max_meetings\":\"\",\"kc_username\":\"\"}}");
        JsonNode unlimited = admin.get("getTenantInfo", "id", ID).json();
        assertThat(unlimited.has("max_meetings")).isFalse();
        assertThat(unlimited.has("kc_username")).isFalse();

        Reply removed = admin.post("deleteTenant", "{\"id\":\"" + ID + "\"}");
        assertThat(removed.answer().body()).isEqualTo("{\"success\":\"Tenant id=" + ID + " was destroyed\"}");
        assertThat(redis.keys(key("*"))).containsExactly(key("v2:audit"));
        assertThat(admin.post("deleteTenant", "{\"id\":\"" + ID + "\"}").status())
                .isEqualTo(404);
        assertThat(admin.post("updateTenant", "{\"id\":\"" + ID + "\",\"tenant\":{}}")
                        .error())
                .isEqualTo("Couldn't find tenant with id=" + ID);
    }

    @Test
    void settingsAreAddedAndRemoved() {
        Reply added = admin.post(
                "addTenantSetting",
                "{\"tenantId\":\"" + ID
                        + "\",\"setting\":{\"param\":\"record\",\"value\":\"true\",\"override\":true}}");
        assertThat(added.status()).isEqualTo(201);
        String id = added.json().get("id").textValue();
        assertThat(redis.hgetall(key("tenant_setting:" + id)))
                .isEqualTo(Map.of("param", "record", "value", "true", "override", "true", "tenant_id", ID));
        assertThat(redis.smembers(key("tenant_settings:" + ID))).containsExactlyInAnyOrder("s-1", id);

        String delete = "{\"tenantId\":\"" + ID + "\",\"id\":\"" + id + "\"}";
        assertThat(admin.post("deleteTenantSetting", delete).status()).isEqualTo(200);
        assertThat(redis.exists(key("tenant_setting:" + id))).isZero();
        assertThat(admin.post("deleteTenantSetting", delete).error()).contains("Couldn't find setting with id=" + id);
        assertThat(audited()).hasSize(2);

        assertThat(admin.post("addTenantSetting", "{\"tenantId\":\"x\",\"setting\":{\"param\":\"a\",\"value\":\"\"}}")
                        .status())
                .isEqualTo(404);
        assertThat(admin.post("addTenantSetting", "{\"tenantId\":\"" + ID + "\",\"setting\":{\"value\":\"a\"}}")
                        .error())
                .isEqualTo("setting.param is missing");
    }
}
