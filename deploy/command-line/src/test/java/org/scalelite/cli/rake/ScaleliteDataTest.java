package org.scalelite.cli.rake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalelite.cli.rake.ScaleliteData.CORDONED;
import static org.scalelite.cli.rake.ScaleliteData.DISABLED;
import static org.scalelite.cli.rake.ScaleliteData.ENABLED;
import static org.scalelite.cli.rake.ScaleliteData.OLD_DISABLED;
import static org.scalelite.cli.rake.ScaleliteData.OLD_ENABLED;
import static org.scalelite.cli.rake.ScaleliteData.OTHER_TENANT;
import static org.scalelite.cli.rake.ScaleliteData.OVERRIDE;
import static org.scalelite.cli.rake.ScaleliteData.SETTING;
import static org.scalelite.cli.rake.ScaleliteData.TENANT;

import io.lettuce.core.api.sync.RedisCommands;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;

/** On a Redis that Scalelite filled, listings show what is there, and changes leave what Scalelite reads. */
final class ScaleliteDataTest {
    private static final Outcome DONE = new Outcome(0, "OK\n", "");

    private final CommandLineFixture scalelite = new CommandLineFixture();
    private final RedisNamespace keys = scalelite.redis().keys();
    private final RedisCommands<String, String> redis = scalelite.redis().commands();

    @BeforeEach
    void fill() {
        ScaleliteData.fill(scalelite.redis());
    }

    @AfterEach
    void close() {
        scalelite.close();
    }

    private Map<String, String> hash(String id) {
        return redis.hgetall(keys.of(RedisKey.SERVER, id));
    }

    @Test
    void serversAreListedInEachState() {
        assertThat(scalelite.run("servers", "list", "--long")).isEqualTo(new Outcome(0, """
                id: 5f2c1b8e-0000-4000-8000-000000000001
                \turl: https://bbb1.example.com/bigbluebutton/api/
                \tsecret: s1
                \tenabled
                \tload: 12.0
                \tload multiplier: 1.0
                \tbbb version: 3.0.4
                \tonline
                id: 5f2c1b8e-0000-4000-8000-000000000002
                \turl: https://bbb2.example.com/bigbluebutton/api/
                \tsecret: s2
                \ttag: gpu
                \tcordoned
                \tload: 5.0
                \tload multiplier: 2.0
                \tonline
                id: 5f2c1b8e-0000-4000-8000-000000000004
                \turl: https://bbb4.example.com/bigbluebutton/api/
                \tsecret: s4
                \tenabled
                \tload: 3.0
                \tload multiplier: 1.0
                \tonline
                id: 5f2c1b8e-0000-4000-8000-000000000005
                \turl: https://bbb5.example.com/bigbluebutton/api/
                \tsecret: s5
                \tdisabled
                \tload: unavailable
                \tload multiplier: 1.0
                \toffline
                id: bbb3.example.com
                \turl: https://bbb3.example.com/bigbluebutton/api/
                \tsecret: s3
                \tdisabled
                \tload: unavailable
                \tload multiplier: 1.0
                \toffline
                """, ""));
    }

    @Test
    void statusAndYamlShowTheSamePool() {
        assertThat(scalelite.run("status").out()).isEqualTo("""
                HOSTNAME          STATE     STATUS   MEETINGS  USERS  LARGEST MEETING  VIDEOS         LOAD  BBB VERSION  TAG
                bbb1.example.com  enabled   online          2      9                7       3         12.0  3.0.4
                bbb2.example.com  cordoned  online          1      1                1       0          5.0               gpu
                bbb3.example.com  disabled  offline         0      0                0       0  unavailable
                bbb4.example.com  enabled   online          0      0                0       0          3.0
                bbb5.example.com  disabled  offline         0      0                0       0  unavailable
                """);
        assertThat(scalelite.run("servers", "yaml").out()).startsWith("""
                        servers:
                          5f2c1b8e-0000-4000-8000-000000000001:
                            url: https://bbb1.example.com/bigbluebutton/api/
                            secret: s1
                            enabled: true
                            load_multiplier: 1.0
                          5f2c1b8e-0000-4000-8000-000000000002:
                            url: https://bbb2.example.com/bigbluebutton/api/
                            secret: s2
                            enabled: false
                            load_multiplier: 2.0
                            tag: gpu
                        """);
        String yaml = scalelite.run("servers", "yaml", "--verbose").out();
        assertThat(yaml).contains("load: 12.0\n    state: enabled\n    bbb_version: 3.0.4\n    online: true\n");
        assertThat(scalelite.runReading(yaml, "servers", "sync", "-").out()).isEqualTo("No changes\n");
    }

    @Test
    void listsMeetingsWithAndWithoutTenants() {
        assertThat(scalelite.run("meetings")).isEqualTo(new Outcome(0, """
                MEETING    SERVER                                TENANT                                CREATED
                chemistry  5f2c1b8e-0000-4000-8000-000000000002
                math       5f2c1b8e-0000-4000-8000-000000000001
                physics    5f2c1b8e-0000-4000-8000-000000000001  7d000000-0000-4000-8000-000000000001
                """, ""));
        assertThat(scalelite
                        .run("meetings", "list", "--server", CORDONED, "--json")
                        .out())
                .isEqualToIgnoringWhitespace("""
                        [ {"meeting_id": "chemistry", "server_id": "%s", "tenant_id": null, "created_at": null} ]""".formatted(CORDONED));
        assertThat(scalelite.run("meetings", "list", "--tenant", TENANT).out().lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("physics");
        assertThat(scalelite.run("meetings", "list", "--server=" + DISABLED).out())
                .isEqualTo("No meetings\n");
    }

    @Test
    void listsTenantsAndSettingsAsScalelite() {
        assertThat(scalelite.run("tenants")).isEqualTo(new Outcome(0, """
                id: 7d000000-0000-4000-8000-000000000002
                \tname: college
                \tsecrets: three
                \tlrs_endpoint: https://lrs.example.com/xapi
                \tkc_token_url: https://kc.example.com/token
                \tkc_client_id: client
                \tkc_client_secret: hush
                \tkc_username: kc-user
                \tkc_password: kc-pass
                id: 7d000000-0000-4000-8000-000000000001
                \tname: school
                \tsecrets: one:two
                \tlrs_endpoint: https://lrs.example.com/xapi
                \tlrs_username: lrs-user
                \tlrs_password: lrs-pass
                """, ""));
        assertThat(scalelite.run("tenants", "list", "--json").out())
                .contains("\"name\" : \"school\"", "\"secrets\" : \"one:two\"", "\"kc_client_secret\" : null");
        assertThat(scalelite.run("tenant-settings", "list", TENANT)).isEqualTo(new Outcome(0, """
                id: 3e000000-0000-4000-8000-000000000002
                \tparam: record
                \tvalue: false
                \toverride: true
                id: 3e000000-0000-4000-8000-000000000001
                \tparam: welcome
                \tvalue: Hello, all
                \toverride: false
                """, ""));
        assertThat(scalelite.run("tenant-settings", "list", TENANT, "--json").out())
                .contains("\"value\" : \"Hello, all\"", "\"override\" : true");
        assertThat(scalelite.run("tenant-settings", "list", OTHER_TENANT).out()).startsWith("No settings");
    }

    @Test
    void setsStateOfServerWithoutState() {
        assertThat(scalelite.run("servers", "cordon", OLD_ENABLED)).isEqualTo(DONE);
        assertThat(hash(OLD_ENABLED)).containsEntry("state", "cordoned").containsEntry("secret", "s4");
        assertThat(redis.smembers(keys.of(RedisKey.ENABLED_SERVERS))).containsExactly(ENABLED);
        assertThat(redis.zscore(keys.of(RedisKey.SERVER_LOAD), OLD_ENABLED)).isNull();
        assertThat(redis.zscore(keys.of(RedisKey.CORDONED_SERVER_LOAD), OLD_ENABLED))
                .isEqualTo(3);

        assertThat(scalelite.run("servers", "enable", OLD_DISABLED, CORDONED).exitCode())
                .isZero();
        assertThat(hash(OLD_DISABLED)).containsEntry("state", "enabled");
        assertThat(redis.smembers(keys.of(RedisKey.ENABLED_SERVERS)))
                .containsExactlyInAnyOrder(ENABLED, OLD_DISABLED, CORDONED);
        assertThat(redis.zscore(keys.of(RedisKey.CORDONED_SERVER_LOAD), CORDONED))
                .isNull();
    }

    @Test
    void tagKeepsStateOfServerWithoutState() {
        assertThat(scalelite.run("servers", "tag", OLD_ENABLED, "gpu")).isEqualTo(DONE);
        assertThat(hash(OLD_ENABLED)).containsEntry("tag", "gpu").doesNotContainKey("state");
        assertThat(redis.sismember(keys.of(RedisKey.ENABLED_SERVERS), OLD_ENABLED))
                .isTrue();
        assertThat(scalelite.run("servers", "tag", CORDONED, "none")).isEqualTo(DONE);
        assertThat(hash(CORDONED)).doesNotContainKey("tag");
    }

    @Test
    void removedServerLeavesNoKeys() {
        assertThat(scalelite.run("servers", "remove", "--yes", DISABLED, ENABLED))
                .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(1))
                .satisfies(refused -> assertThat(refused.err()).contains(ENABLED + " has 2 meetings"));
        assertThat(redis.exists(keys.of(RedisKey.SERVER, DISABLED), keys.of(RedisKey.POLL_COUNTERS, DISABLED)))
                .isZero();
        assertThat(redis.smembers(keys.of(RedisKey.SERVERS)))
                .containsExactlyInAnyOrder(ENABLED, CORDONED, OLD_ENABLED, OLD_DISABLED);
        assertThat(scalelite.run("servers", "remove", "--yes", "--force", ENABLED))
                .isEqualTo(DONE);
        assertThat(redis.smembers(keys.of(RedisKey.MEETINGS))).containsExactly("chemistry");
        assertThat(redis.hgetall(keys.of(RedisKey.VOICE_BRIDGES))).isEqualTo(Map.of("100000003", "chemistry"));
        assertThat(redis.exists(
                        keys.of(RedisKey.MEETING, "math"),
                        keys.of(RedisKey.MEETING, "physics"),
                        keys.of(RedisKey.POLL_COUNTERS, ENABLED)))
                .isZero();
    }

    @Test
    void panicWithoutEndCallsForgetsMeetings() {
        assertThat(scalelite.run("servers", "panic", "-y", "--skip-end-calls", ENABLED))
                .isEqualTo(DONE);
        assertThat(hash(ENABLED)).containsEntry("state", "disabled");
        assertThat(redis.smembers(keys.of(RedisKey.MEETINGS))).containsExactly("chemistry");
        assertThat(redis.hgetall(keys.of(RedisKey.VOICE_BRIDGES))).hasSize(1);
        assertThat(redis.zscore(keys.of(RedisKey.SERVER_LOAD), ENABLED)).isNull();

        assertThat(scalelite.run("servers", "panic", "-y", "--skip-end-calls", "--keep-state", CORDONED))
                .isEqualTo(DONE);
        assertThat(hash(CORDONED)).containsEntry("state", "cordoned");
        assertThat(redis.exists(keys.of(RedisKey.MEETINGS), keys.of(RedisKey.VOICE_BRIDGES)))
                .isZero();
    }

    @Test
    void changesTenantsAsScalelite() {
        Outcome added = scalelite.run("tenants", "add", "Academy", "a:b");
        assertThat(added.out()).matches("OK\\Rid: [0-9a-f-]{36}\\R");
        String id = CommandLineFixture.idIn(added);
        assertThat(redis.sismember(keys.of(RedisKey.TENANTS), id)).isTrue();
        assertThat(redis.hgetall(keys.of(RedisKey.TENANT, id))).isEqualTo(Map.of("name", "academy", "secrets", "a:b"));
        assertThat(redis.hgetall(keys.of(RedisKey.TENANT_NAME, "academy"))).isEqualTo(Map.of("id", id));

        assertThat(scalelite.run("tenants", "update", id, "--name=lyceum", "--max-meetings=7"))
                .isEqualTo(DONE);
        assertThat(redis.exists(keys.of(RedisKey.TENANT_NAME, "academy"))).isZero();
        assertThat(redis.hgetall(keys.of(RedisKey.TENANT_NAME, "lyceum"))).isEqualTo(Map.of("id", id));
        assertThat(redis.hgetall(keys.of(RedisKey.TENANT, id)))
                .as("limits are where Scalelite does not look")
                .isEqualTo(Map.of("name", "lyceum", "secrets", "a:b"));

        assertThat(scalelite.run("tenants", "update-lrs-basic", id, "https://lrs/x", "u", "p"))
                .isEqualTo(DONE);
        assertThat(redis.hgetall(keys.of(RedisKey.TENANT, id)))
                .containsEntry("lrs_endpoint", "https://lrs/x")
                .containsEntry("lrs_username", "u")
                .containsEntry("lrs_password", "p");

        assertThat(scalelite.run("tenants", "add", "school", "x").err())
                .isEqualTo("The tenant with id=" + TENANT + " has this name\n");
        assertThat(scalelite.run("tenants", "add", "a.b", "x").exitCode()).isEqualTo(2);
        assertThat(scalelite.run("tenants", "update", id).exitCode()).isEqualTo(2);
        assertThat(scalelite.run("tenants", "update", "nobody", "--secrets=x").err())
                .isEqualTo("Couldn't find tenant with id=nobody\n");

        assertThat(scalelite.run("tenants", "remove", TENANT).exitCode())
                .as("nobody to ask")
                .isEqualTo(1);
        assertThat(scalelite.run("tenants", "remove", "--yes", TENANT)).isEqualTo(DONE);
        assertThat(redis.exists(
                        keys.of(RedisKey.TENANT, TENANT),
                        keys.of(RedisKey.TENANT_NAME, "school"),
                        keys.of(RedisKey.TENANT_SETTINGS, TENANT),
                        keys.of(RedisKey.TENANT_SETTING, SETTING),
                        keys.of(RedisKey.TENANT_SETTING, OVERRIDE)))
                .isZero();
    }

    @Test
    void readsTenantSecretsFromStandardInput() {
        assertThat(scalelite.runReading(
                        "hush-hush\nkc-word\n",
                        "tenants",
                        "update-lrs-kc",
                        TENANT,
                        "https://lrs/x",
                        "https://kc/t",
                        "client",
                        "-",
                        "user",
                        "-"))
                .isEqualTo(DONE);
        assertThat(redis.hgetall(keys.of(RedisKey.TENANT, TENANT)))
                .containsEntry("kc_client_secret", "hush-hush")
                .containsEntry("kc_password", "kc-word")
                .containsEntry("kc_token_url", "https://kc/t");
        String id = CommandLineFixture.idIn(
                scalelite.runReading("k1:k2\n", "tenants", "add", "quiet", "-", "--lrs-username", "u"));
        assertThat(redis.hgetall(keys.of(RedisKey.TENANT, id)))
                .isEqualTo(Map.of("name", "quiet", "secrets", "k1:k2", "lrs_username", "u"));
    }

    @Test
    void changesTenantSettingsAsScalelite() {
        Outcome added = scalelite.run("tenant-settings", "add", "--override", TENANT, "muteOnStart", "true");
        String id = CommandLineFixture.idIn(added);
        assertThat(redis.hgetall(keys.of(RedisKey.TENANT_SETTING, id)))
                .isEqualTo(Map.of("param", "muteOnStart", "value", "true", "override", "true", "tenant_id", TENANT));
        assertThat(redis.smembers(keys.of(RedisKey.TENANT_SETTINGS, TENANT)))
                .containsExactlyInAnyOrder(SETTING, OVERRIDE, id);

        assertThat(CommandLineFixture.idIn(scalelite.run("tenant-settings", "add", TENANT, "welcome", "Hi")))
                .as("the same parameter keeps its id")
                .isEqualTo(SETTING);
        assertThat(redis.hget(keys.of(RedisKey.TENANT_SETTING, SETTING), "value"))
                .isEqualTo("Hi");

        Outcome removed = scalelite.run("tenant-settings", "remove", "--yes", TENANT, "nothing", id);
        assertThat(removed.exitCode()).isEqualTo(1);
        assertThat(removed.out()).isEqualTo("OK\n");
        assertThat(removed.err())
                .isEqualTo("Couldn't find setting with id=nothing of the tenant with id=" + TENANT + "\n");
        assertThat(redis.smembers(keys.of(RedisKey.TENANT_SETTINGS, TENANT)))
                .containsExactlyInAnyOrder(SETTING, OVERRIDE);
        assertThat(redis.exists(keys.of(RedisKey.TENANT_SETTING, id))).isZero();
        assertThat(scalelite.run("tenant-settings", "add", "nobody", "a", "b").exitCode())
                .isEqualTo(1);
    }

    @Test
    void listingsWriteNothing() {
        long before = redis.keys(keys.prefix() + "*").size();
        scalelite.run("servers");
        scalelite.run("servers", "yaml");
        scalelite.run("status");
        scalelite.run("meetings");
        scalelite.run("tenants");
        scalelite.run("tenant-settings", "list", TENANT);
        scalelite.run("audit");
        assertThat(redis.keys(keys.prefix() + "*")).hasSize((int) before);
    }
}
