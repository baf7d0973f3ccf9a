package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.tenant.TenantEntry;
import org.scalelite.common.tenant.TenantField;

/** Servers and tenants as programs get them, byte by byte as in Scalelite (specification, section 6). */
class AdminAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String json(Object answer) throws JsonProcessingException {
        return JSON.writeValueAsString(answer);
    }

    private static Server server(Optional<String> tag, OptionalDouble load, boolean online, Optional<String> version) {
        return new Server(
                new ServerId("S"),
                URI.create("https://a/api"),
                "s",
                tag,
                Server.State.ENABLED,
                online,
                1.5,
                load,
                new Server.Statistics(0, 0, 0, 0, version),
                new Server.PollCounters(0, 0));
    }

    @Test
    void writesAServerAsScalelite() throws JsonProcessingException {
        Server server = server(Optional.of("gpu"), OptionalDouble.of(60), true, Optional.of("3.0.4"));
        assertThat(json(ServerEntry.of(server, false)))
                .isEqualTo("{\"id\":\"S\",\"url\":\"https://a/api\",\"secret\":\"s\",\"tag\":\"gpu\","
                        + "\"bbb_version\":\"3.0.4\",\"state\":\"enabled\",\"load\":60.0,\"load_multiplier\":\"1.5\","
                        + "\"online\":\"online\"}");
    }

    @Test
    void writesAServerWithoutLoadAndTag() throws JsonProcessingException {
        Server server = server(Optional.empty(), OptionalDouble.empty(), false, Optional.empty());
        assertThat(json(ServerEntry.of(server, false)))
                .contains("\"tag\":\"\"", "\"bbb_version\":\"\"", "\"load\":\"unavailable\"", "\"online\":\"offline\"");
    }

    @Test
    void hidesTheSecretOfAServer() throws JsonProcessingException {
        Server server = server(Optional.empty(), OptionalDouble.empty(), true, Optional.empty());
        assertThat(json(ServerEntry.of(server, true))).doesNotContain("secret");
        assertThat(ServerEntry.of(server, false)).hasToString("ServerEntry[S]");
    }

    private static TenantEntry tenant(Map<TenantField, String> more) {
        Map<TenantField, String> fields = new EnumMap<>(Map.of(
                TenantField.NAME, "school",
                TenantField.SECRETS, "one:two",
                TenantField.LRS_ENDPOINT, "https://lrs.example.org",
                TenantField.LRS_PASSWORD, "lrs-pass",
                TenantField.KC_CLIENT_SECRET, "kc-secret",
                TenantField.KC_PASSWORD, "kc-pass",
                TenantField.KC_USERNAME, "kc-user"));
        fields.putAll(more);
        return new TenantEntry("T", fields, List.of());
    }

    @Test
    void listHasNoLearningRecordStores() throws JsonProcessingException {
        assertThat(json(TenantAnswer.listed(tenant(Map.of()), false)))
                .isEqualTo("{\"id\":\"T\",\"name\":\"school\",\"secrets\":\"one:two\"}");
        assertThat(json(TenantAnswer.listed(tenant(Map.of()), true))).isEqualTo("{\"id\":\"T\",\"name\":\"school\"}");
    }

    @Test
    void writesAChangedTenantAsScalelite() throws JsonProcessingException {
        assertThat(json(TenantAnswer.Changed.of(tenant(Map.of()), false)))
                .isEqualTo("{\"tenant\":{\"name\":\"school\",\"secrets\":\"one:two\",\"new_record\":false,"
                        + "\"destroyed\":false,\"id\":\"T\"}}");
    }

    @Test
    void hidesTheSecretsOfATenant() throws JsonProcessingException {
        assertThat(json(TenantAnswer.of(tenant(Map.of()), true)))
                .contains("kc-user", "https://lrs.example.org")
                .doesNotContain("one:two", "lrs-pass", "kc-secret", "kc-pass");
        assertThat(json(TenantAnswer.of(tenant(Map.of()), false)))
                .contains("one:two", "lrs-pass", "kc-secret", "kc-pass");
        assertThat(json(TenantAnswer.Changed.of(tenant(Map.of()), true))).doesNotContain("one:two");
        assertThat(TenantAnswer.of(tenant(Map.of()), false)).hasToString("TenantAnswer[T]");
    }

    @ParameterizedTest
    @CsvSource({"12, true", "0, true", "many, false", "-1, false", "9999999999, false"})
    void showsLimitsThatAreNumbers(String limit, boolean shown) throws JsonProcessingException {
        TenantEntry tenant = tenant(Map.of(TenantField.MAX_USERS, limit));
        String field = "\"max_users\":" + limit;
        for (String answer : List.of(
                json(TenantAnswer.listed(tenant, true)),
                json(TenantAnswer.of(tenant, true)),
                json(TenantAnswer.Changed.of(tenant, true)))) {
            assertThat(answer.contains(field)).as(answer).isEqualTo(shown);
        }
    }
}
