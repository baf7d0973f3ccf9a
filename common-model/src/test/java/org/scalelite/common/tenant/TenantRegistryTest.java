package org.scalelite.common.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.tenant.TenantRegistry.Result;
import org.scalelite.common.testing.TestRegistry;

class TenantRegistryTest {
    private final TestRegistry registry = new TestRegistry();
    private final TenantRegistry tenants = new TenantRegistry(registry.redis(), Actor.SUITE);

    @AfterEach
    void close() {
        registry.close();
    }

    private String add(String name) {
        return ((Result.Done) tenants.add(Map.of(TenantField.NAME, name, TenantField.SECRETS, "one:two"))).id();
    }

    private Map<String, String> hash(String key) {
        return registry.redis().commands().hgetall(key);
    }

    @Test
    void writesATenantInScalelitesFormat() {
        String id = add("school");
        var keys = registry.redis().keys();
        assertThat(hash(keys.tenant(id))).isEqualTo(Map.of("name", "school", "secrets", "one:two"));
        assertThat(hash(keys.tenantName("school"))).isEqualTo(Map.of("id", id));
        assertThat(registry.redis().commands().smembers(keys.tenants())).containsExactly(id);

        String setting = tenants.putSetting(id, new Tenant.Setting("welcome", "Hi", true))
                .orElseThrow();
        assertThat(registry.redis().commands().smembers(keys.tenantSettings(id)))
                .containsExactly(setting);
        assertThat(hash(keys.tenantSetting(setting)))
                .isEqualTo(Map.of("param", "welcome", "value", "Hi", "override", "true", "tenant_id", id));
        // Scalelite has no limits.
        tenants.update(id, Map.of(TenantField.MAX_MEETINGS, "7"));
        assertThat(hash(keys.tenant(id))).doesNotContainKey("max_meetings");
        assertThat(hash(keys.tenantLimits(id))).isEqualTo(Map.of("max_meetings", "7"));

        assertThat(tenants.remove(id)).isTrue();
        assertThat(registry.redis().commands().keys(keys.prefix() + "*"))
                .as("only the audit log remains")
                .containsExactly(keys.auditLog());
    }

    @Test
    void namesAreUniqueAfterChanges() {
        String first = add("a");
        assertThat(tenants.add(Map.of(TenantField.NAME, "A", TenantField.SECRETS, "x")))
                .isEqualTo(new Result.NameTaken(first));
        String second = add("b");
        assertThat(tenants.update(second, Map.of(TenantField.NAME, "a"))).isEqualTo(new Result.NameTaken(first));
        assertThat(tenants.update(first, Map.of(TenantField.NAME, "c"))).isEqualTo(new Result.Done(first));
        assertThat(tenants.update(second, Map.of(TenantField.NAME, "a"))).isEqualTo(new Result.Done(second));
        TenantDirectory directory = new TenantDirectory(registry.redis());
        assertThat(directory.named("a").orElseThrow().id()).isEqualTo(second);
        assertThat(directory.named("c").orElseThrow().id()).isEqualTo(first);
        assertThat(directory.named("b")).isEmpty();
    }

    @Test
    void changesAndRemovesSingleFields() {
        String id = add("a");
        tenants.update(
                id, Map.of(TenantField.LRS_ENDPOINT, "https://lrs.example.com/x", TenantField.LRS_USERNAME, "u"));
        tenants.update(id, Map.of(TenantField.LRS_USERNAME, "", TenantField.MAX_USERS, "050"));
        assertThat(tenants.find(id).orElseThrow().fields())
                .isEqualTo(Map.of(
                        TenantField.NAME, "a",
                        TenantField.SECRETS, "one:two",
                        TenantField.LRS_ENDPOINT, "https://lrs.example.com/x",
                        TenantField.MAX_USERS, "50"));
        assertThat(tenants.update("unknown", Map.of(TenantField.MAX_USERS, "5")))
                .isEqualTo(new Result.NotFound());
    }

    @Test
    void replacesASettingOfTheSameParameterAndKind() {
        String id = add("a");
        String first =
                tenants.putSetting(id, new Tenant.Setting("logo", "1", false)).orElseThrow();
        assertThat(tenants.putSetting(id, new Tenant.Setting("logo", "2", false)))
                .contains(first);
        assertThat(tenants.putSetting(id, new Tenant.Setting("logo", "3", true)).orElseThrow())
                .isNotEqualTo(first);
        assertThat(tenants.find(id).orElseThrow().settings())
                .extracting(TenantEntry.Setting::content)
                .containsExactlyInAnyOrder(
                        new Tenant.Setting("logo", "2", false), new Tenant.Setting("logo", "3", true));
        assertThat(tenants.removeSetting(id, first)).isTrue();
        assertThat(tenants.removeSetting(id, first)).isFalse();
        assertThat(tenants.putSetting("unknown", new Tenant.Setting("logo", "3", true)))
                .isEqualTo(Optional.empty());
    }

    @Test
    void listsTenantsByName() {
        List.of("b", "c", "a").forEach(this::add);
        assertThat(tenants.all()).extracting(TenantEntry::name).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @CsvSource({
        "NAME, ''",
        "NAME, a.b",
        "NAME, -a",
        "NAME, a_b",
        "SECRETS, ''",
        "SECRETS, one::two",
        "SECRETS, ':'",
        "LRS_ENDPOINT, lrs",
        "KC_TOKEN_URL, ftp://x/y",
        "KC_TOKEN_URL, https://u:p@x/y",
        "MAX_MEETINGS, 0",
        "MAX_USERS, -1",
        "MAX_USERS, many"
    })
    void rejectsInvalidValuesWithoutChanges(TenantField field, String value) {
        String id = add("a");
        TenantEntry before = tenants.find(id).orElseThrow();
        assertThatThrownBy(() -> tenants.update(id, Map.of(field, value))).isInstanceOf(InvalidInputException.class);
        assertThat(tenants.find(id)).contains(before);
    }
}
