package org.scalelite.api.console.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.api.console.page.Frame;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantEntry;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.tenant.TenantUsage;

class TenantPageTest {
    private static TenantPage page(Map<TenantField, String> fields, String parameter) {
        TenantEntry tenant = new TenantEntry(
                "t-1", fields, List.of(new TenantEntry.Setting("1", new Tenant.Setting(parameter, "hunter2", true))));
        return TenantPage.of(
                Frame.anonymous("Tenant"),
                new TenantUsage("t-1", "school", 0, 0, Optional.empty(), Optional.empty()),
                tenant);
    }

    @ParameterizedTest
    @CsvSource({
        "attendeePW, false",
        "moderatorPW, false",
        "meta_secret-lrs-token, false",
        "meta_api_key, false",
        "password, false",
        "record, true",
        "meta_keyboard, true"
    })
    void hidesValuesThatMayBeSecret(String parameter, boolean shown) {
        assertThat(page(Map.of(), parameter).settings().getFirst().value()).isEqualTo(shown ? "hunter2" : "(hidden)");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', none",
        "https://lrs.example.org, '', incomplete: lrs_password is missing",
        "https://lrs.example.org, pass, 'set, with a password'"
    })
    void describesTheLearningRecordStore(String endpoint, String password, String text) {
        TenantPage page = page(
                Map.of(
                        TenantField.SECRETS,
                        "one:two",
                        TenantField.LRS_ENDPOINT,
                        endpoint,
                        TenantField.LRS_USERNAME,
                        "user",
                        TenantField.LRS_PASSWORD,
                        password),
                "record");
        assertThat(page.lrs()).isEqualTo(text);
        assertThat(page.secrets()).isEqualTo(2);
    }
}
