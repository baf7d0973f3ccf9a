package org.scalelite.api.console.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.config.AdminToken.Scope;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;

class OidcUserTest {
    private static final OidcConfig CONFIG = new OidcConfig(
            URI.create("https://id.example.org"),
            "console",
            Optional.empty(),
            List.of(),
            "name",
            "groups",
            List.of("/operators", "admins"),
            List.of("support"));

    private static OidcUser user(String claims) throws ParseException {
        return OidcUser.of(JWTClaimsSet.parse(claims), CONFIG);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "admins"                   | WRITE
            ["/operators"]             | WRITE
            ["support","x","admins"]   | WRITE
            "support"                  | READ
            ["x","support",7,null]     | READ
            """)
    void groupsGiveAScope(String groups, Scope scope) throws ParseException {
        assertThat(user("{\"name\":\"ada\",\"groups\":" + groups + "}")).isEqualTo(new OidcUser("ada", scope));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"\"",
                "7",
                "true",
                "null",
                "[\"operators\"]",
                "[\"Admins\"]",
                "\"admins,support\"",
                "[[\"admins\"]]",
                "{\"admins\":true}"
            })
    void otherUsersAreRefused(String groups) {
        assertThatThrownBy(() -> user("{\"name\":\"ada\",\"groups\":" + groups + "}"))
                .isInstanceOf(OidcException.class)
                .hasMessageContaining("groups");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "7", "[\"ada\"]", "null", "\"a\\nb\"", "\"a\\u202eb\"", "\"a\\u2028b\""})
    void namesAreReadable(String name) {
        assertThatThrownBy(() -> user("{\"name\":" + name + ",\"groups\":\"admins\"}"))
                .isInstanceOf(OidcException.class)
                .hasMessageContaining("CONSOLE_OIDC_NAME_CLAIM");
    }

    @Test
    void namesAreShort() throws ParseException {
        assertThat(user("{\"name\":\" Ада Лавлейс \",\"groups\":\"admins\"}").name())
                .isEqualTo("Ада Лавлейс");
        assertThatThrownBy(() -> user("{\"name\":\"" + "a".repeat(101) + "\",\"groups\":\"admins\"}"))
                .isInstanceOf(OidcException.class);
    }

    @Test
    void configurationNeedsAClientAndAGroup() {
        assertThat(OidcConfig.of(Settings.of(Map.of()))).isEmpty();
        assertThatThrownBy(() -> OidcConfig.of(Settings.of(Map.of("CONSOLE_OIDC_ISSUER", "https://id.example.org"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("CONSOLE_OIDC_CLIENT_ID");
        assertThatThrownBy(() -> OidcConfig.of(Settings.of(
                        Map.of("CONSOLE_OIDC_ISSUER", "https://id.example.org", "CONSOLE_OIDC_CLIENT_ID", "console"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("CONSOLE_OIDC_WRITE_GROUPS");
    }

    @Test
    void openidIsAlwaysRequested() {
        assertThat(CONFIG.scopes()).containsExactly("openid");
    }
}
