package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.http.QueryText;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.tenant.TenantField;

/** Bodies of the admin API. */
class AdminJsonTest {
    private static <T> T read(String json, Class<T> type) {
        return AdminJson.read(AdminJson.object(json.getBytes(StandardCharsets.UTF_8)), type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"id\":}", "[1,]", "\"x", "{} {}", "{\"a\":1}}", "id=1"})
    void malformedJsonIsNoRequest(String body) {
        assertThatThrownBy(() -> AdminJson.object(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(QueryText.MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{}]", "null", "1", "\"x\"", "true"})
    void otherJsonIsNamed(String body) {
        assertThatThrownBy(() -> AdminJson.object(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the body is no JSON object");
    }

    @Test
    void noBodyIsAnEmptyObject() {
        assertThat(AdminJson.object(new byte[0])).isEmpty();
        assertThat(read("", ServerBodies.Delete.class)).isEqualTo(new ServerBodies.Delete(null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"server\":{\"url\":\"u\",\"secret\":\"s\",\"load_multiplier\":2.5,\"tag\":\"gpu\"}}",
                "{\"url\":\"u\",\"secret\":\"s\",\"load_multiplier\":\"2.5\",\"tag\":\"gpu\"}",
                "{\"server\":{\"url\":\"u\",\"secret\":\"s\",\"load_multiplier\":2.5,\"tag\":\"gpu\",\"x\":1},\"more\":[1]}"
            })
    void fieldsMayBeWithoutTheirObject(String body) {
        assertThat(read(body, ServerBodies.Add.class).server())
                .isEqualTo(new ServerBodies.NewServer("u", "s", "2.5", "gpu", null, null, null, null));
    }

    @Test
    void readsIdBesideTheObject() {
        ServerBodies.Update update = read("{\"id\":\"S\",\"server\":{\"tag\":\"\"}}", ServerBodies.Update.class);
        assertThat(update)
                .isEqualTo(new ServerBodies.Update(
                        "S", new ServerBodies.Changes(null, null, null, "", null, null, null, null)));
        assertThat(read("{\"id\":\"S\",\"state\":\"cordon\"}", ServerBodies.Update.class))
                .isEqualTo(new ServerBodies.Update(
                        "S", new ServerBodies.Changes("cordon", null, null, null, null, null, null, null)));
    }

    @Test
    void readsPanicOptionsAtBothPlaces() {
        assertThat(read("{\"keep_state\":true}", ServerBodies.Panic.class))
                .isEqualTo(new ServerBodies.Panic(null, true, null, null));
        assertThat(read("{\"server\":{\"skip_end_calls\":true}}", ServerBodies.Panic.class))
                .isEqualTo(new ServerBodies.Panic(null, null, null, new ServerBodies.PanicOptions(null, true)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"server": {"url": ["https://x/api"]}} | server.url cannot be read: give a text
            {"server": {"url": {}}}                | server.url cannot be read: give a text
            {"server": "bbb"}                      | server cannot be read: give an object
            """)
    void namesTheFieldOfAnotherType(String body, String reason) {
        assertThatThrownBy(() -> read(body, ServerBodies.Add.class))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(reason);
    }

    @Test
    void namesTheFlagOfAnotherType() {
        assertThatThrownBy(() -> read("{\"force\":\"perhaps\"}", ServerBodies.Delete.class))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("force cannot be read: give true or false");
    }

    @Test
    void readsTheGivenFieldsOfATenant() {
        TenantBodies.Add body = read(
                "{\"tenant\":{\"name\":\"uni\",\"secrets\":\"a:b\",\"max_users\":12,\"lrs_endpoint\":\"\"}}",
                TenantBodies.Add.class);
        assertThat(Objects.requireNonNull(body.tenant()).given())
                .isEqualTo(Map.of(
                        TenantField.NAME, "uni",
                        TenantField.SECRETS, "a:b",
                        TenantField.MAX_USERS, "12",
                        TenantField.LRS_ENDPOINT, ""));
    }

    @Test
    void textsOfBodiesHaveNoSecrets() {
        assertThat(read("{\"url\":\"u\",\"secret\":\"s3cret\"}", ServerBodies.Add.class)
                        .toString())
                .doesNotContain("s3cret");
        assertThat(read("{\"id\":\"S\",\"secret\":\"s3cret\"}", ServerBodies.Update.class)
                        .toString())
                .doesNotContain("s3cret");
        assertThat(read("{\"secrets\":\"s3cret\"}", TenantBodies.Add.class).toString())
                .doesNotContain("s3cret");
    }
}
