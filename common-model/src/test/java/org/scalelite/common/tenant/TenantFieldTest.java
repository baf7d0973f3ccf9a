package org.scalelite.common.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.testing.SampleTenant;

/** The fields of a tenant (specification, sections 3, 7 and 8). */
class TenantFieldTest {
    @ParameterizedTest
    @CsvSource({
        "NAME, ' School-1 ', school-1",
        "NAME, a, a",
        "SECRETS, ' one:two ', one:two",
        "LRS_ENDPOINT, https://lrs.example.org/x, https://lrs.example.org/x",
        "LRS_ENDPOINT, '', ''",
        "KC_TOKEN_URL, http://kc/token, http://kc/token",
        "MAX_MEETINGS, 007, 7",
        "MAX_USERS, '', ''",
        "LRS_PASSWORD, ' x ', x"
    })
    void storesCheckedValues(TenantField field, String value, String stored) {
        assertThat(field.checked(value)).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "NAME, '', cannot be the name of a tenant",
        "NAME, a.b, cannot be the name of a tenant",
        "NAME, -a, cannot be the name of a tenant",
        "NAME, schüle, cannot be the name of a tenant",
        "SECRETS, '', the secrets of a tenant are blank",
        "SECRETS, one::two, the secrets of a tenant are blank",
        "SECRETS, one:, the secrets of a tenant are blank",
        "LRS_ENDPOINT, lrs.example.org, is no absolute http or https URL",
        "LRS_ENDPOINT, ftp://lrs.example.org, is no absolute http or https URL",
        "LRS_ENDPOINT, https://user@lrs.example.org, is no absolute http or https URL",
        "KC_TOKEN_URL, https://a b, is no absolute http or https URL",
        "MAX_MEETINGS, 0, is no limit",
        "MAX_USERS, -1, is no limit",
        "MAX_USERS, 10000000000, is no limit",
        "MAX_USERS, many, is no limit"
    })
    void namesWhatIsWrong(TenantField field, String value, String reason) {
        assertThatThrownBy(() -> field.checked(value))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void longNameIsNoLabel() {
        assertThat(TenantField.NAME.checked("a".repeat(63))).hasSize(63);
        assertThatThrownBy(() -> TenantField.NAME.checked("a".repeat(64))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void secretFieldsAreKnown() {
        assertThat(TenantField.values())
                .filteredOn(TenantField::isSecret)
                .containsExactly(
                        TenantField.SECRETS,
                        TenantField.LRS_BASIC_TOKEN,
                        TenantField.LRS_PASSWORD,
                        TenantField.KC_CLIENT_SECRET,
                        TenantField.KC_PASSWORD);
    }

    private static TenantEntry tenant(Map<TenantField, String> fields) {
        return new TenantEntry("t-1", new EnumMap<>(fields), List.of());
    }

    private static final Map<TenantField, String> KEYCLOAK = Map.of(
            TenantField.LRS_ENDPOINT, "https://lrs",
            TenantField.KC_TOKEN_URL, "https://kc",
            TenantField.KC_CLIENT_ID, "id",
            TenantField.KC_CLIENT_SECRET, "hush1",
            TenantField.KC_USERNAME, "user",
            TenantField.KC_PASSWORD, "hush2");

    @Test
    void withoutAnEndpointThereIsNoLrs() {
        assertThat(LrsSettings.of(tenant(Map.of(TenantField.LRS_USERNAME, "u"))))
                .isEmpty();
        assertThat(LrsSettings.of(tenant(Map.of(TenantField.LRS_ENDPOINT, " "))))
                .isEmpty();
    }

    @Test
    void tokenUrlSelectsKeycloak() {
        assertThat(LrsSettings.of(tenant(KEYCLOAK)))
                .contains(new LrsSettings.Keycloak("https://lrs", "https://kc", "id", "hush1", "user", "hush2"));
        assertThat(LrsSettings.of(tenant(Map.of(
                        TenantField.LRS_ENDPOINT, "https://lrs",
                        TenantField.LRS_USERNAME, "u",
                        TenantField.LRS_PASSWORD, "p"))))
                .contains(new LrsSettings.Basic("https://lrs", "u", "p"));
    }

    @ParameterizedTest
    @EnumSource(
            value = TenantField.class,
            names = {"KC_CLIENT_ID", "KC_CLIENT_SECRET", "KC_USERNAME", "KC_PASSWORD"})
    void namesTheMissingLrsField(TenantField missing) {
        Map<TenantField, String> fields = new EnumMap<>(KEYCLOAK);
        fields.remove(missing);
        assertThat(LrsSettings.of(tenant(fields))).contains(new LrsSettings.Incomplete(missing));
    }

    @Test
    void textsOfLrsHaveNoSecrets() {
        assertThat(LrsSettings.of(tenant(KEYCLOAK)).orElseThrow().toString())
                .contains("https://lrs")
                .doesNotContain("hush1", "hush2");
    }

    @Test
    void lastSettingOfAParameterCounts() {
        Tenant tenant = SampleTenant.of(
                "t-1",
                "school",
                new Tenant.Setting("a", "1", false),
                new Tenant.Setting("a", "2", false),
                new Tenant.Setting("b", "3", true));
        assertThat(tenant.defaults()).isEqualTo(Map.of("a", "2"));
        assertThat(tenant.overrides()).isEqualTo(Map.of("b", "3"));
    }
}
