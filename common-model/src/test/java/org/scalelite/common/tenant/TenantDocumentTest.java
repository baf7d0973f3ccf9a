package org.scalelite.common.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tenants in the JSON of the scripts. */
class TenantDocumentTest {
    @Test
    void readsKnownFieldsAndSettings() {
        TenantEntry tenant = TenantDocument.read("""
                {"id": "t-1", "more": 1,
                 "fields": {"name": "school", "secrets": "one:two", "max_users": "5", "colour": "blue"},
                 "settings": {"s-1": {"param": "welcome", "value": "Hi", "override": "true"},
                              "s-2": {"param": "record"}, "s-3": {"value": "lost"}}}""");
        assertThat(tenant.id()).isEqualTo("t-1");
        assertThat(tenant.fields())
                .isEqualTo(
                        Map.of(TenantField.NAME, "school", TenantField.SECRETS, "one:two", TenantField.MAX_USERS, "5"));
        assertThat(tenant.settings())
                .containsExactlyInAnyOrder(
                        new TenantEntry.Setting("s-1", new Tenant.Setting("welcome", "Hi", true)),
                        new TenantEntry.Setting("s-2", new Tenant.Setting("record", "", false)));
    }

    @Test
    void textHasNoSecrets() {
        TenantEntry tenant =
                new TenantEntry("t-1", Map.of(TenantField.NAME, "school", TenantField.SECRETS, "hush"), List.of());
        assertThat(tenant).hasToString("tenant t-1 (school)");
    }

    @Test
    void brokenDocumentIsAnError() {
        assertThatThrownBy(() -> TenantDocument.read("{")).isInstanceOf(UncheckedIOException.class);
    }
}
