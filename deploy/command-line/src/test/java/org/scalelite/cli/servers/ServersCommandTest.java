package org.scalelite.cli.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;

/** Servers are added, listed, given a state and removed; Redis afterwards is what Scalelite would have written. */
final class ServersCommandTest {
    private static final String URL = "https://bbb1.example.com/bigbluebutton/api";

    private final CommandLineFixture scalelite = new CommandLineFixture();
    private final RedisNamespace keys = scalelite.redis().keys();

    @AfterEach
    void close() {
        scalelite.close();
    }

    @Test
    void addsServerDisabledAndOffline() {
        Outcome added = scalelite.run("servers", "add", URL, "bbb-secret");

        assertThat(added.exitCode()).isZero();
        assertThat(added.err()).isEmpty();
        assertThat(added.out()).matches("OK\\Rid: [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\R");
        String id = added.out().lines().toList().getLast().substring("id: ".length());
        assertThat(scalelite.redis().commands().keys(keys.prefix() + "*"))
                .containsExactlyInAnyOrder(
                        keys.of(RedisKey.SERVERS), keys.of(RedisKey.SERVER, id), keys.of(RedisKey.AUDIT_LOG));
        assertThat(scalelite.redis().commands().smembers(keys.of(RedisKey.SERVERS)))
                .containsExactly(id);
        assertThat(hash(id))
                .containsOnly(
                        entry("url", URL),
                        entry("secret", "bbb-secret"),
                        entry("load_multiplier", "1.0"),
                        entry("state", "disabled"),
                        entry("online", "false"));
    }

    @Test
    void addsServerWithMultiplierAndTag() {
        String id = scalelite.add(URL, "--multiplier", "2.5", "--tag", "webinar");

        assertThat(hash(id)).contains(entry("load_multiplier", "2.5"), entry("tag", "webinar"));
    }

    @Test
    void usesHostNameAsIdIfConfigured() {
        scalelite.with("SERVER_ID_IS_HOSTNAME", "true");

        assertThat(scalelite.add("https://BBB1.example.com/bigbluebutton/api/")).isEqualTo("bbb1.example.com");
    }

    @Test
    void refusesExistingServer() {
        String id = scalelite.add(URL);

        Outcome again = scalelite.run("servers", "add", URL, "other");

        assertThat(again).isEqualTo(failed("A server with this URL or id is registered already, with id=" + id));
        assertThat(hash(id)).contains(entry("secret", "bbb-secret"));
    }

    @ParameterizedTest
    @CsvSource({"' ', 1, is blank", "s, 0, above 0", "s, -1, above 0", "s, NaN, above 0", "s, much, above 0"})
    void refusesBlankSecretAndInvalidMultiplier(String secret, String multiplier, String reason) {
        Outcome refused = scalelite.run("servers", "add", URL, secret, "--multiplier", multiplier);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains(reason);
        assertThat(scalelite.run("servers").out()).startsWith("No servers are configured");
    }

    @Test
    void listsServersAsScaleliteDoes() {
        String plain = scalelite.add(URL);
        String busy = scalelite.add("http://bbb2.example.com/bigbluebutton/api/", "--multiplier=2", "--tag=webinar");
        scalelite.run("servers", "enable", busy);
        scalelite.putPoll(busy, 21, Map.of("bbb_version", "3.0.4"));

        Outcome list = scalelite.run("servers", "list", "--long");

        assertThat(list.exitCode()).isZero();
        assertThat(list.out())
                .contains("id: " + plain + "\n\turl: https://bbb1.example.com/bigbluebutton/api\n")
                .contains("id: " + busy + "\n\turl: http://bbb2.example.com/bigbluebutton/api/\n")
                .contains("\tsecret: bbb-secret\n\ttag: webinar\n\tenabled\n\tload: 21.0\n\tload multiplier: 2.0\n");
    }

    @Test
    void listsServersAsTableWithoutSecrets() {
        String id = scalelite.add(URL, "--tag=gpu");

        Outcome table = scalelite.run("servers", "list");

        assertThat(table.exitCode()).isZero();
        assertThat(table.out()).isEqualTo("""
                ID                                    HOSTNAME          STATE     STATUS          LOAD  MULTIPLIER  BBB VERSION  TAG
                %s  bbb1.example.com  disabled  offline  unavailable         1.0               gpu
                """.formatted(id));
        assertThat(scalelite.run("servers")).isEqualTo(table);
        assertThat(table.out()).doesNotContain("bbb-secret");
    }

    @Test
    void valuesOfServersHaveNoControlCharacters() {
        String id = scalelite.add(URL);
        scalelite
                .redis()
                .commands()
                .hset(keys.of(RedisKey.SERVER, id), Map.of("tag", "\u001b[2Jgpu", "bbb_version", "3\u009b31m"));

        for (String command : List.of("servers list", "servers list --long", "status")) {
            assertThat(scalelite.run(command.split(" ")).out())
                    .as(command)
                    .contains("?[2Jgpu", "3?31m")
                    .doesNotContain("\u001b", "\u009b");
        }
    }

    @Test
    void enablesCordonsAndDisables() {
        String id = scalelite.add(URL);

        assertThat(scalelite.run("servers", "enable", id)).isEqualTo(done());
        assertThat(hash(id)).contains(entry("state", "enabled"));
        assertThat(scalelite.redis().commands().smembers(keys.of(RedisKey.ENABLED_SERVERS)))
                .containsExactly(id);
        assertThat(scalelite.redis().commands().exists(keys.of(RedisKey.SERVER_LOAD)))
                .isZero();

        scalelite.putPoll(id, 7, Map.of());
        assertThat(scalelite.run("servers", "cordon", id)).isEqualTo(done());
        assertThat(hash(id)).contains(entry("state", "cordoned"));
        assertThat(scalelite
                        .redis()
                        .commands()
                        .exists(keys.of(RedisKey.ENABLED_SERVERS), keys.of(RedisKey.SERVER_LOAD)))
                .isZero();
        assertThat(scalelite.redis().commands().zscore(keys.of(RedisKey.CORDONED_SERVER_LOAD), id))
                .isEqualTo(7);

        assertThat(scalelite.run("servers", "disable", id)).isEqualTo(done());
        assertThat(hash(id)).contains(entry("state", "disabled"));
        assertThat(scalelite.redis().commands().exists(keys.of(RedisKey.CORDONED_SERVER_LOAD)))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enable nobody",
                "cordon nobody",
                "disable nobody",
                "remove nobody --yes",
                "panic nobody --yes",
                "panic nobody --yes --keep-state",
                "update nobody --tag gpu",
                "tag nobody gpu",
                "load-multiplier nobody 2",
                "meeting-list nobody"
            })
    void reportsAnUnknownServer(String command) {
        assertThat(scalelite.run(("servers " + command).split(" ")))
                .isEqualTo(failed("Couldn't find server with id=nobody"));
        assertThat(scalelite.redis().commands().keys(keys.prefix() + "*")).isEmpty();
    }

    @Test
    void enablesOthersDespiteUnknownServer() {
        String id = scalelite.add(URL);

        Outcome outcome = scalelite.run("servers", "enable", "nobody", id);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out().lines()).containsExactly("OK");
        assertThat(outcome.err().lines()).containsExactly("Couldn't find server with id=nobody");
        assertThat(hash(id)).contains(entry("state", "enabled"));
    }

    @Test
    void removesServerWithoutMeetings() {
        String id = scalelite.add(URL);
        scalelite.run("servers", "enable", id);

        assertThat(scalelite.run("servers", "remove", "-y", id)).isEqualTo(done());
        assertThat(scalelite.redis().commands().keys(keys.prefix() + "*")).containsExactly(keys.of(RedisKey.AUDIT_LOG));
    }

    @Test
    void removesServerWithMeetingsOnlyWithForce() {
        String id = scalelite.add(URL);
        scalelite.putMeeting("math", id);
        scalelite.putMeeting("physics", id);

        assertThat(scalelite.run("servers", "remove", "-y", id))
                .isEqualTo(failed("The server with id=%s has 2 meetings: cordon it and wait, or remove it with --force"
                        .formatted(id)));
        assertThat(hash(id)).isNotEmpty();

        assertThat(scalelite.run("servers", "remove", "--force", "--yes", id)).isEqualTo(done());
        assertThat(scalelite.redis().commands().keys(keys.prefix() + "*"))
                .filteredOn(key -> !key.startsWith(keys.of(RedisKey.FORGOTTEN, "")))
                .containsExactly(keys.of(RedisKey.AUDIT_LOG));
    }

    @Test
    void asksBeforeItRemovesAServer() {
        String id = scalelite.add(URL);

        assertThat(scalelite.runAnswering(List.of("n"), "servers", "remove", id))
                .isEqualTo(failed("Nothing was changed"));
        assertThat(hash(id)).isNotEmpty();
        assertThat(scalelite.runAnswering(List.of("Y"), "servers", "remove", id))
                .isEqualTo(done());
        assertThat(hash(id)).isEmpty();
    }

    @Test
    void refusesToDestroyWithoutTerminal() {
        String id = scalelite.add(URL);

        assertThat(scalelite.run("servers", "remove", id))
                .isEqualTo(failed(
                        "Remove " + id + "? There is no terminal to answer at, so nothing was changed: give --yes"));
        assertThat(scalelite.run("servers", "panic", id).exitCode()).isEqualTo(1);
        assertThat(hash(id)).containsEntry("state", "disabled");
    }

    @Test
    void updatesAllFieldsInOneStep() {
        String id = scalelite.add(URL, "--tag=webinar");

        assertThat(scalelite.run(
                        "servers",
                        "update",
                        id,
                        "--url=https://new.example.com/bigbluebutton/api",
                        "--secret=other",
                        "--multiplier=2",
                        "--tag=gpu",
                        "--state=enabled"))
                .isEqualTo(done());
        assertThat(hash(id))
                .isEqualTo(Map.of(
                        "url", "https://new.example.com/bigbluebutton/api",
                        "secret", "other",
                        "load_multiplier", "2.0",
                        "tag", "gpu",
                        "state", "enabled",
                        "online", "false"));
        assertThat(scalelite.redis().commands().smembers(keys.of(RedisKey.ENABLED_SERVERS)))
                .containsExactly(id);
    }

    @Test
    void refusesTakenUrlAndEmptyUpdate() {
        String id = scalelite.add(URL);
        String other = scalelite.add("https://bbb2.example.com/bigbluebutton/api");

        assertThat(scalelite.run("servers", "update", other, "--url", URL, "--tag=gpu"))
                .isEqualTo(failed("The server with id=" + id + " has this URL"));
        assertThat(hash(other)).doesNotContainKey("tag");
        assertThat(scalelite.run("servers", "update", other).exitCode()).isEqualTo(2);
        assertThat(scalelite.run("servers", "update", other, "--state=asleep").exitCode())
                .isEqualTo(2);
    }

    @Test
    void weighsAndTagsAServer() {
        String id = scalelite.add(URL);

        assertThat(scalelite.run("servers", "load-multiplier", id, "2.5")).isEqualTo(done());
        assertThat(scalelite.run("servers", "tag", id, "gpu")).isEqualTo(done());
        assertThat(hash(id)).contains(entry("load_multiplier", "2.5"), entry("tag", "gpu"));
        assertThat(scalelite.run("servers", "tag", id, "none")).isEqualTo(done());
        assertThat(hash(id)).doesNotContainKey("tag");
        scalelite.run("servers", "tag", id, "gpu");
        assertThat(scalelite.run("servers", "tag", id)).isEqualTo(done());
        assertThat(hash(id)).doesNotContainKey("tag");
        assertThat(scalelite.run("servers", "tag", id, "a;b").exitCode()).isEqualTo(2);
        assertThat(scalelite.run("servers", "load-multiplier", id, "0").exitCode())
                .isEqualTo(2);
    }

    @Test
    void readsSecretFromStandardInput() {
        Outcome added = scalelite.runReading("from-input\n", "servers", "add", URL, "-");
        String id = CommandLineFixture.idIn(added);
        assertThat(hash(id)).containsEntry("secret", "from-input");

        scalelite.runAnswering(List.of("typed"), "servers", "update", id, "--secret", "-");
        assertThat(hash(id)).containsEntry("secret", "typed");

        Outcome none = scalelite.runReading("", "servers", "update", id, "--secret=-");
        assertThat(none).isEqualTo(new Outcome(2, "", "standard input has ended: give the secret on a line\n"));
        assertThat(scalelite
                        .runReading(" \n", "servers", "update", id, "--secret=-")
                        .exitCode())
                .isEqualTo(2);
        assertThat(hash(id)).containsEntry("secret", "typed");
    }

    @Test
    void namesWhoDidItInTheAuditLog() {
        String id = scalelite.add(URL);
        scalelite.run("servers", "tag", id, "gpu");
        scalelite.run("servers", "update", id, "--secret=other");
        scalelite.run("servers", "panic", "--yes", id);

        String log = scalelite.run("audit", "--subject", id).out();

        assertThat(log.lines())
                .hasSize(5)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("TIME "),
                        line -> assertThat(line)
                                .contains("cli:ada@test")
                                .endsWith("failed_to_end: 0, forgotten_meetings: 0"),
                        line -> assertThat(line).endsWith("secret: (hidden) → (hidden)"),
                        line -> assertThat(line).contains("server.update").endsWith("tag: gpu"),
                        line -> assertThat(line).contains("cli:ada@test", "server.add", id, "state: disabled"));
        assertThat(scalelite.run("audit", "--actor=cli:grace").out()).isEqualTo("No changes\n");
        assertThat(scalelite.run("audit", "--limit=1", "--json").out())
                .contains("\"actor\" : \"cli:ada@test\"", "server.panic")
                .doesNotContain("server.add");
    }

    private Map<String, String> hash(String id) {
        return scalelite.redis().commands().hgetall(keys.of(RedisKey.SERVER, id));
    }

    private static Outcome done() {
        return new Outcome(0, "OK" + System.lineSeparator(), "");
    }

    private static Outcome failed(String reason) {
        return new Outcome(1, "", reason + System.lineSeparator());
    }
}
