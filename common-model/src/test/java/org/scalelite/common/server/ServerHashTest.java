package org.scalelite.common.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KeyValue;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers as Scalelite stores them, and their changes (specification, section 3). */
class ServerHashTest {
    private static final ServerId ID = new ServerId("bbb1");

    private static Optional<Server> read(Map<String, String> fields, boolean inEnabledSet, Optional<Double> load) {
        Map<String, String> hash = new HashMap<>(Map.of("url", "https://bbb1/api", "secret", "s"));
        hash.putAll(fields);
        return ServerHash.read(
                ID,
                hash,
                Map.of("healthy_counter", "1", "unhealthy_counter", "x"),
                List.of(
                        KeyValue.empty("max_meetings"),
                        KeyValue.just("max_users", "200"),
                        KeyValue.empty("spare"),
                        KeyValue.just("zone", "north")),
                inEnabledSet,
                load);
    }

    private static Server read(String field, String value) {
        return read(Map.of(field, value), false, Optional.empty()).orElseThrow();
    }

    @Test
    void readsAllFields() {
        Map<String, String> fields = new HashMap<>(Map.of(
                "tag", "gpu",
                "load_multiplier", "1.5",
                "state", "cordoned",
                "online", "true",
                "bbb_version", "3.0.4",
                "meetings", "2",
                "users", "30",
                "largest_meeting", "20",
                "videos", "5"));
        assertThat(read(fields, false, Optional.of(60.0)))
                .contains(new Server(
                        ID,
                        URI.create("https://bbb1/api"),
                        "s",
                        Optional.of("gpu"),
                        Server.State.CORDONED,
                        true,
                        1.5,
                        OptionalDouble.of(60),
                        new Server.Statistics(2, 30, 20, 5, Optional.of("3.0.4")),
                        new Server.PollCounters(1, 0),
                        Map.of(Server.Setting.ZONE, "north", Server.Setting.MAX_USERS, "200")));
    }

    @Test
    void missingFieldsHaveDefaults() {
        Server server = read(Map.of(), true, Optional.empty()).orElseThrow();
        assertThat(server.state()).as("without a state, the set counts").isEqualTo(Server.State.ENABLED);
        assertThat(read(Map.of(), false, Optional.empty()).orElseThrow().state())
                .isEqualTo(Server.State.DISABLED);
        assertThat(server.online()).isFalse();
        assertThat(server.loadMultiplier()).isEqualTo(1);
        assertThat(server.load()).isEmpty();
        assertThat(server.statistics()).isEqualTo(new Server.Statistics(0, 0, 0, 0, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-2, 1", "heavy, 1", "NaN, 1", "'', 1", "2, 2", "0.5, 0.5"})
    void invalidMultiplierIsOne(String text, double multiplier) {
        assertThat(read("load_multiplier", text).loadMultiplier()).isEqualTo(multiplier);
    }

    @Test
    void emptyTagAndVersionAreNone() {
        assertThat(read("tag", "").tag()).isEmpty();
        assertThat(read("bbb_version", "").statistics().bbbVersion()).isEmpty();
        assertThat(read("users", "many").statistics().users()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"url, a b", "state, asleep"})
    void unreadableServerIsLeftOut(String field, String value) {
        assertThat(read(Map.of(field, value), true, Optional.empty())).isEmpty();
    }

    @Test
    void serverWithoutUrlIsLeftOut() {
        assertThat(ServerHash.read(ID, Map.of("secret", "s"), Map.of(), List.of(), true, Optional.empty()))
                .isEmpty();
    }

    @Test
    void updateHasTheGivenFieldsOnly() {
        assertThat(ServerUpdate.nothing().fields()).isEmpty();
        assertThat(ServerUpdate.nothing().isEmpty()).isTrue();
        ServerUpdate update = ServerUpdate.state(Server.State.ENABLED)
                .withTag("")
                .withLoadMultiplier(2)
                .withSecret("hush")
                .withUrl(URI.create("https://b/api"));
        assertThat(update.fields())
                .containsExactly(
                        "url",
                        "https://b/api",
                        "secret",
                        "hush",
                        "load_multiplier",
                        "2.0",
                        "tag",
                        "",
                        "state",
                        "enabled");
        assertThat(update.isEmpty()).isFalse();
    }

    @Test
    void textOfAnUpdateHasNoSecret() {
        assertThat(ServerUpdate.nothing().withSecret("hush").withTag("gpu"))
                .hasToString("state as before, multiplier as before, tag gpu");
    }
}
