package org.scalelite.cli.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;

/** The pool becomes what a file says (specification, section 14), and a file is made of the pool. */
final class ServersSyncTest {
    private static final String THREE = """
            servers:
              bbb1.example.com:
                secret: one
              bbb-2:
                url: https://bbb2.example.com/bigbluebutton/api/
                secret: "2"
                load_multiplier: 2
                tag: gpu
              bbb_3:
                url: http://bbb3.example.com/bigbluebutton/api
                secret: three
                enabled: no
            """;

    private final CommandLineFixture scalelite = new CommandLineFixture();
    private final RedisNamespace keys = scalelite.redis().keys();

    @AfterEach
    void close() {
        scalelite.close();
    }

    private Outcome sync(String yaml, String... options) {
        String[] arguments = new String[options.length + 3];
        System.arraycopy(new String[] {"servers", "sync", "-"}, 0, arguments, 0, 3);
        System.arraycopy(options, 0, arguments, 3, options.length);
        return scalelite.runReading(yaml, arguments);
    }

    private Set<String> ids() {
        return scalelite.redis().commands().smembers(keys.of(RedisKey.SERVERS));
    }

    private Map<String, String> hash(String id) {
        return scalelite.redis().commands().hgetall(keys.of(RedisKey.SERVER, id));
    }

    /** All that is in Redis but the audit log. */
    private String content() {
        return scalelite.run("servers", "yaml", "--verbose").out()
                + scalelite.redis().commands().zrangeWithScores(keys.of(RedisKey.SERVER_LOAD), 0, -1)
                + scalelite.redis().commands().zrangeWithScores(keys.of(RedisKey.CORDONED_SERVER_LOAD), 0, -1);
    }

    @Test
    void fillsEmptyPoolWithDefaults() {
        Outcome synced = sync(THREE);

        assertThat(synced).isEqualTo(new Outcome(0, """
                + bbb1.example.com: url https://bbb1.example.com/bigbluebutton/api, load_multiplier 1.0, enabled
                + bbb-2: url https://bbb2.example.com/bigbluebutton/api/, load_multiplier 2.0, tag gpu, enabled
                + bbb_3: url http://bbb3.example.com/bigbluebutton/api, load_multiplier 1.0, disabled
                """, ""));
        assertThat(hash("bbb1.example.com"))
                .isEqualTo(Map.of(
                        "url", "https://bbb1.example.com/bigbluebutton/api",
                        "secret", "one",
                        "load_multiplier", "1.0",
                        "state", "enabled",
                        "online", "false"));
        assertThat(hash("bbb-2")).containsEntry("secret", "2").containsEntry("tag", "gpu");
        assertThat(hash("bbb_3")).containsEntry("state", "disabled");
        assertThat(scalelite.redis().commands().smembers(keys.of(RedisKey.ENABLED_SERVERS)))
                .containsExactlyInAnyOrder("bbb1.example.com", "bbb-2");
        assertThat(sync(THREE)).isEqualTo(new Outcome(0, "No changes\n", ""));
    }

    @Test
    void changesDifferencesWithoutPrintingSecrets() {
        sync(THREE);
        scalelite.putPoll("bbb-2", 7, Map.of());

        Outcome synced = sync("""
                servers:
                  bbb1.example.com: {secret: uno, tag: gpu, load_multiplier: 1.5}
                  bbb-2: {url: https://new.example.com/bigbluebutton/api, secret: "2", enabled: false}
                  bbb_3: {url: "http://bbb3.example.com/bigbluebutton/api", secret: three, enabled: true}
                """);

        assertThat(synced).isEqualTo(new Outcome(0, """
                ~ bbb1.example.com: secret (changed), load_multiplier 1.0 → 1.5, tag none → gpu
                ~ bbb-2: url https://bbb2.example.com/bigbluebutton/api/ → https://new.example.com/bigbluebutton/api, \
                load_multiplier 2.0 → 1.0, tag gpu → none, enabled → cordoned
                ~ bbb_3: disabled → enabled
                """, ""));
        assertThat(hash("bbb1.example.com")).containsEntry("secret", "uno").containsEntry("load_multiplier", "1.5");
        assertThat(hash("bbb-2")).containsEntry("state", "cordoned").doesNotContainKey("tag");
        assertThat(scalelite.redis().commands().zscore(keys.of(RedisKey.CORDONED_SERVER_LOAD), "bbb-2"))
                .isEqualTo(7);
        assertThat(hash("bbb_3")).containsEntry("state", "enabled");
    }

    @Test
    void dryRunPrintsStepsAndChangesNothing() {
        sync(THREE);
        scalelite.putMeeting("math", "bbb-2");
        String wanted = "servers: {bbb1.example.com: {secret: uno}, new: {secret: n}}";
        String before = content();

        Outcome dry = sync(wanted, "--dry-run");

        assertThat(content()).isEqualTo(before);
        assertThat(dry).isEqualTo(new Outcome(0, """
                ~ bbb1.example.com: secret (changed)
                + new: url https://new/bigbluebutton/api, load_multiplier 1.0, enabled
                - bbb-2: cordoned, because it has meetings; removed by a later sync
                - bbb_3: removed
                """, ""));
        assertThat(sync(wanted, "--yes")).isEqualTo(dry);
        assertThat(ids()).containsExactlyInAnyOrder("bbb1.example.com", "new", "bbb-2");
        assertThat(hash("bbb-2")).containsEntry("state", "cordoned");
        assertThat(sync(wanted)).as("waits for the meeting").isEqualTo(new Outcome(0, "No changes\n", ""));
    }

    @Test
    void modeKeepLeavesUnlistedServers() {
        sync(THREE);

        assertThat(sync("servers: {bbb1.example.com: {secret: one}}", "--mode=keep"))
                .isEqualTo(new Outcome(0, "No changes\n", ""));
        assertThat(ids()).hasSize(3);
    }

    @Test
    void modeForceRemovesUnlistedServersWithMeetings() {
        sync(THREE);
        scalelite.putMeeting("math", "bbb-2");
        scalelite
                .redis()
                .commands()
                .hset(keys.of(RedisKey.SERVER, "bbb-2"), "url", "http://127.0.0.1:1/bigbluebutton/api");
        String wanted =
                "servers: {bbb1.example.com: {secret: one}, bbb_3: {url: 'http://bbb3.example.com/bigbluebutton/api',"
                        + " secret: three, enabled: false}}";

        assertThat(sync(wanted, "--mode=force").exitCode()).as("nobody to ask").isEqualTo(1);
        assertThat(ids()).hasSize(3);

        Outcome forced = sync(wanted, "--mode", "force", "--yes");
        assertThat(forced.exitCode()).isZero();
        assertThat(forced.out()).isEqualTo("- bbb-2: removed, its 1 meeting ended\n");
        assertThat(forced.err()).contains("1 of 1 meetings could not be ended");
        assertThat(ids()).containsExactlyInAnyOrder("bbb1.example.com", "bbb_3");
        assertThat(scalelite
                        .redis()
                        .commands()
                        .exists(keys.of(RedisKey.MEETING, "math"), keys.of(RedisKey.VOICE_BRIDGES)))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "servers: {new: {secret: s, tag: a;b}}| new: 'a;b' is no tag",
                "servers: {new: {secret: s, url: 'https://bbb1.example.com/bigbluebutton/api'}}| new: the server with id=bbb1.example.com has its url",
            })
    void invalidFileChangesNothing(String yaml, String problem) {
        sync("servers: {bbb1.example.com: {secret: one}}");
        String before = content();

        Outcome refused = sync(yaml, "--yes", "--mode=force");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains(problem).endsWith("Nothing was changed\n");
        assertThat(content()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void yamlOfPoolIsReadAsSamePool(boolean verbose) {
        sync(THREE);
        scalelite.add("https://x.example.com/bigbluebutton/api", "--tag", "12", "--multiplier", "1.25");
        scalelite.run("servers", "cordon", "bbb-2");
        scalelite.run("servers", "update", "bbb_3", "--secret", "0x1F: 'quoted' \"#\" - yes ü");
        scalelite.putPoll("bbb1.example.com", 12.5, Map.of("bbb_version", "3.0"));
        String before = content();

        String yaml =
                (verbose ? scalelite.run("servers", "yaml", "--verbose") : scalelite.run("servers", "yaml")).out();

        assertThat(sync(yaml, "--mode=force", "--yes")).isEqualTo(new Outcome(0, "No changes\n", ""));
        assertThat(content()).isEqualTo(before);
        assertThat(yaml.contains("bbb_version: '3.0'")).isEqualTo(verbose);
    }

    @Test
    void aFileIsReadByItsName(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("pool.yml");
        Files.writeString(file, THREE);

        assertThat(scalelite.run("servers", "sync", file.toString()).exitCode()).isZero();
        assertThat(ids()).hasSize(3);
        Outcome missing =
                scalelite.run("servers", "sync", directory.resolve("none.yml").toString());
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).startsWith("There is no file ");
    }

    @Test
    void addAllKeepsExistingServers(@TempDir Path directory) throws IOException {
        scalelite.with("SERVER_ID_IS_HOSTNAME", "true");
        String known = scalelite.add("https://bbb1.example.com/bigbluebutton/api");
        Path file = directory.resolve("servers.yml");
        Files.writeString(file, """
                servers:
                  - url: https://bbb1.example.com/bigbluebutton/api
                    secret: other
                  - url: https://bbb2.example.com/bigbluebutton/api
                    secret: two
                    load_multiplier: 3
                  - {url: "https://bbb3.example.com/bigbluebutton/api", secret: three, enabled: true}
                """);

        Outcome added = scalelite.run("servers", "add-all", file.toString());

        assertThat(added.exitCode()).isEqualTo(1);
        assertThat(added.out()).isEqualTo("OK\nid: bbb2.example.com\nOK\nid: bbb3.example.com\n");
        assertThat(added.err()).contains("is registered already, with id=" + known);
        assertThat(hash(known)).containsEntry("secret", "bbb-secret");
        assertThat(hash("bbb2.example.com")).containsEntry("state", "disabled").containsEntry("load_multiplier", "3.0");
        assertThat(hash("bbb3.example.com")).containsEntry("state", "enabled");

        Files.writeString(file, "servers: [{url: 'https://bbb4.example.com/api', secret: s}, {secret: s}]");
        assertThat(scalelite.run("servers", "add-all", file.toString()))
                .isEqualTo(new Outcome(1, "", "server 2: url is missing\nNothing was changed\n"));
        assertThat(ids()).hasSize(3);
    }
}
