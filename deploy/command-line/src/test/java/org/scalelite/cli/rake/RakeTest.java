package org.scalelite.cli.rake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalelite.cli.rake.ScaleliteData.CORDONED;
import static org.scalelite.cli.rake.ScaleliteData.DISABLED;
import static org.scalelite.cli.rake.ScaleliteData.ENABLED;
import static org.scalelite.cli.rake.ScaleliteData.SETTING;
import static org.scalelite.cli.rake.ScaleliteData.TENANT;

import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.stores.TestStores;

/** Scalelite's spellings do what they did there, on a Redis that Scalelite filled, over a simulated server. */
final class RakeTest {
    private static SimulatedPool pool;

    private final CommandLineFixture scalelite = new CommandLineFixture()
            .with("DATABASE_URL", TestStores.databaseUrl())
            .with("MULTITENANCY_ENABLED", "true");
    private final RedisNamespace keys = scalelite.redis().keys();
    private final RedisCommands<String, String> redis = scalelite.redis().commands();
    private final Path directory;

    RakeTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeAll
    static void start() {
        pool = SimulatedPool.start(1);
    }

    @AfterAll
    static void stop() {
        pool.close();
    }

    @BeforeEach
    void fill() throws IOException {
        ScaleliteData.fill(scalelite.redis());
        redis.hset(
                keys.of(RedisKey.SERVER, ENABLED),
                Map.of(
                        "url",
                        pool.server(0).apiUrl().toString(),
                        "secret",
                        pool.server(0).secret()));
        redis.hset(keys.of(RedisKey.SERVER, CORDONED), "url", "http://127.0.0.1:1/bigbluebutton/api");
        pool.server(0).createMeeting("math", Map.of("name", "Mathematics", "moderatorPW", "mp-math"));
        Files.writeString(directory.resolve("pool.yml"), "servers: {new: {secret: s}}");
    }

    @AfterEach
    void close() {
        pool.server(0).restartEmpty();
        scalelite.close();
    }

    /** A spelling, and what is true after it. */
    record Spelling(String text, Consumer<After> effect) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** What a spelling has printed, and the Redis that it leaves. */
    record After(RakeTest test, String out) {
        String server(String id, String field) {
            return String.valueOf(test.redis.hget(test.keys.of(RedisKey.SERVER, id), field));
        }

        Map<String, String> tenant(String id) {
            return test.redis.hgetall(test.keys.of(RedisKey.TENANT, id));
        }

        Set<String> servers() {
            return test.redis.smembers(test.keys.of(RedisKey.SERVERS));
        }

        String newServer(String url) {
            return servers().stream()
                    .filter(id -> server(id, "url").equals(url))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Spelling spelling(String text, Consumer<After> effect) {
        return new Spelling(text, effect);
    }

    private static Spelling printing(String text, String... parts) {
        return new Spelling(text, after -> assertThat(after.out()).contains(parts));
    }

    static Stream<Spelling> spellings() {
        return Stream.of(servers(), serverStates(), pools(), meetings(), tenants(), others())
                .flatMap(table -> table);
    }

    private static Stream<Spelling> servers() {
        String url = "https://new.example.com/bigbluebutton/api";
        return Stream.of(
                printing("servers", "id: " + ENABLED, "\ttag: gpu"),
                spelling("servers:add[" + url + ",hush]", after -> {
                    String id = after.newServer(url);
                    assertThat(after.out()).isEqualTo("OK\nid: " + id + "\n");
                    assertThat(after.server(id, "secret")).isEqualTo("hush");
                    assertThat(after.server(id, "load_multiplier")).isEqualTo("1.0");
                    assertThat(after.server(id, "state")).isEqualTo("disabled");
                }),
                spelling("servers:add[ " + url + " , hu\\,sh , 2, gpu ]", after -> {
                    String id = after.newServer(url);
                    assertThat(after.server(id, "secret")).isEqualTo("hu,sh");
                    assertThat(after.server(id, "load_multiplier")).isEqualTo("2.0");
                    assertThat(after.server(id, "tag")).isEqualTo("gpu");
                }),
                spelling("servers:add[" + url + ",-x,,gpu]", after -> {
                    String id = after.newServer(url);
                    assertThat(after.server(id, "secret")).isEqualTo("-x");
                    assertThat(after.server(id, "load_multiplier")).isEqualTo("1.0");
                    assertThat(after.server(id, "tag")).isEqualTo("gpu");
                }),
                spelling("servers:update[" + CORDONED + ",other]", after -> {
                    assertThat(after.server(CORDONED, "secret")).isEqualTo("other");
                    assertThat(after.server(CORDONED, "load_multiplier")).isEqualTo("2.0");
                    assertThat(after.server(CORDONED, "tag")).isEqualTo("gpu");
                }),
                spelling("servers:update[" + CORDONED + ",,3,cpu]", after -> {
                    assertThat(after.server(CORDONED, "secret")).isEqualTo("s2");
                    assertThat(after.server(CORDONED, "load_multiplier")).isEqualTo("3.0");
                    assertThat(after.server(CORDONED, "tag")).isEqualTo("cpu");
                }),
                spelling(
                        "servers:remove[" + DISABLED + "]",
                        after -> assertThat(after.servers()).doesNotContain(DISABLED)),
                spelling(
                        "servers:loadMultiplier[" + ENABLED + ",2.5]",
                        after -> assertThat(after.server(ENABLED, "load_multiplier"))
                                .isEqualTo("2.5")),
                spelling(
                        "servers:load_multiplier[" + ENABLED + ", 4]",
                        after -> assertThat(after.server(ENABLED, "load_multiplier"))
                                .isEqualTo("4.0")),
                spelling(
                        "servers:tag[" + ENABLED + ",gpu]",
                        after -> assertThat(after.server(ENABLED, "tag")).isEqualTo("gpu")),
                spelling(
                        "servers:tag[" + CORDONED + "]",
                        after -> assertThat(after.server(CORDONED, "tag")).isEqualTo("null")),
                spelling(
                        "servers:tag[" + CORDONED + ",none]",
                        after -> assertThat(after.server(CORDONED, "tag")).isEqualTo("null")));
    }

    private static Stream<Spelling> serverStates() {
        return Stream.of(
                spelling(
                        "servers:enable[" + DISABLED + "]",
                        after -> assertThat(after.server(DISABLED, "state")).isEqualTo("enabled")),
                spelling(
                        "Servers:Cordon[" + ENABLED + "]",
                        after -> assertThat(after.server(ENABLED, "state")).isEqualTo("cordoned")),
                spelling(
                        "servers:disable[" + ENABLED + "]",
                        after -> assertThat(after.server(ENABLED, "state")).isEqualTo("disabled")),
                spelling("servers:panic[" + ENABLED + "]", after -> {
                    assertThat(after.server(ENABLED, "state")).isEqualTo("disabled");
                    assertThat(pool.server(0).meetings()).isEmpty();
                    assertThat(after.test().redis.smembers(after.test().keys.of(RedisKey.MEETINGS)))
                            .containsExactly("chemistry");
                }),
                spelling("servers:panic[" + ENABLED + ",true]", after -> {
                    assertThat(after.server(ENABLED, "state")).isEqualTo("enabled");
                    assertThat(pool.server(0).meetings()).isEmpty();
                }),
                spelling("servers:panic[" + ENABLED + ",false,true]", after -> {
                    assertThat(after.server(ENABLED, "state")).isEqualTo("disabled");
                    assertThat(pool.server(0).meetings()).as("not asked").hasSize(1);
                    assertThat(after.test().redis.exists(after.test().keys.of(RedisKey.MEETING, "math")))
                            .isZero();
                }));
    }

    private static Stream<Spelling> pools() {
        return Stream.of(
                spelling(
                        "servers:addAll[DIR/pool.yml]",
                        after -> assertThat(after.servers()).contains("new", ENABLED)),
                spelling(
                        "servers:add_all[DIR/pool.yml]",
                        after -> assertThat(after.servers()).contains("new")),
                spelling(
                        "servers:sync[DIR/pool.yml]",
                        after -> assertThat(after.servers())
                                .as("those with meetings stay")
                                .containsExactlyInAnyOrder("new", ENABLED, CORDONED)),
                spelling(
                        "servers:sync[DIR/pool.yml,keep]",
                        after -> assertThat(after.servers()).hasSize(6)),
                spelling("servers:sync[DIR/pool.yml,force,false]", after -> {
                    assertThat(after.servers()).containsExactly("new");
                    assertThat(pool.server(0).meetings()).isEmpty();
                }),
                spelling("servers:sync[DIR/pool.yml,force,true]", after -> {
                    assertThat(after.servers()).doesNotContain("new").hasSize(5);
                    assertThat(after.out()).contains("+ new: ", "- " + DISABLED + ": removed");
                }),
                printing("servers:yaml", "servers:\n", "    enabled: true\n"),
                printing("servers:yaml[true]", "    bbb_version: 3.0.4\n"),
                printing("servers:yaml[verbose]", "    online: true\n"));
    }

    private static Stream<Spelling> meetings() {
        return Stream.of(
                printing("servers:meeting_list[" + ENABLED + "]", "MeetingIDs: \n\tMathematics\n"),
                printing("servers:meetingList[" + ENABLED + "," + ENABLED + "]", "\tMathematics\n"),
                printing("meetings", "chemistry", "math", "physics"),
                printing("meetings:list", "chemistry", "math", "physics"),
                printing("meetings:info[math]", "Meeting ID: math\n\tMeeting Name: Mathematics\n"),
                spelling("meetings:end[math]", after -> {
                    assertThat(pool.server(0).meetings()).isEmpty();
                    assertThat(after.test().redis.exists(after.test().keys.of(RedisKey.MEETING, "math")))
                            .isZero();
                }),
                printing("status", "HOSTNAME", "bbb3.example.com"));
    }

    private static Stream<Spelling> tenants() {
        return Stream.of(
                printing("tenants", "id: " + TENANT + "\n\tname: school\n\tsecrets: one:two\n"),
                spelling(
                        "tenants:add[academy,a:b]",
                        after -> assertThat(after.test()
                                        .redis
                                        .hgetall(after.test().keys.of(RedisKey.TENANT_NAME, "academy")))
                                .hasSize(1)),
                spelling(
                        "tenants:update[" + TENANT + ",lyceum]",
                        after -> assertThat(after.tenant(TENANT))
                                .containsEntry("name", "lyceum")
                                .containsEntry("secrets", "one:two")),
                spelling(
                        "tenants:update[" + TENANT + ",,x:y]",
                        after -> assertThat(after.tenant(TENANT))
                                .containsEntry("name", "school")
                                .containsEntry("secrets", "x:y")),
                spelling(
                        "tenants:update_lrs_basic[" + TENANT + ",https://l/x,u,p]",
                        after -> assertThat(after.tenant(TENANT))
                                .containsEntry("lrs_endpoint", "https://l/x")
                                .containsEntry("lrs_username", "u")
                                .containsEntry("lrs_password", "p")),
                spelling(
                        "tenants:updateLrsKc[" + TENANT + ",https://l/x,https://k/t,c,cs,u,p]",
                        after -> assertThat(after.tenant(TENANT))
                                .containsEntry("lrs_endpoint", "https://l/x")
                                .containsEntry("kc_token_url", "https://k/t")
                                .containsEntry("kc_client_id", "c")
                                .containsEntry("kc_client_secret", "cs")
                                .containsEntry("kc_username", "u")
                                .containsEntry("kc_password", "p")),
                spelling(
                        "tenants:remove[" + TENANT + "]",
                        after -> assertThat(after.tenant(TENANT)).isEmpty()),
                printing("tenantSettings[" + TENANT + "]", "id: " + SETTING + "\n\tparam: welcome\n"),
                printing("tenant_settings[" + TENANT + "]", "\tvalue: Hello, all\n"),
                spelling(
                        "tenantSettings:add[" + TENANT + ",welcome,Hi\\, you]",
                        after -> assertThat(after.test()
                                        .redis
                                        .hgetall(after.test().keys.of(RedisKey.TENANT_SETTING, SETTING)))
                                .containsEntry("value", "Hi, you")
                                .containsEntry("override", "false")),
                spelling(
                        "tenantSettings:add[" + TENANT + ",welcome,Hi,true]",
                        after -> assertThat(after.test()
                                        .redis
                                        .smembers(after.test().keys.of(RedisKey.TENANT_SETTINGS, TENANT)))
                                .hasSize(3)),
                spelling(
                        "tenantSettings:remove[" + TENANT + "," + SETTING + "]",
                        after -> assertThat(after.test()
                                        .redis
                                        .exists(after.test().keys.of(RedisKey.TENANT_SETTING, SETTING)))
                                .isZero()));
    }

    private static Stream<Spelling> others() {
        return Stream.of(
                printing("db:setup", "Nothing to do"),
                printing("db:migrate", "Nothing to do"),
                printing("db:create", "Nothing to do"),
                printing("db:schema:load", "Nothing to do"),
                printing("liveness", "success\n"));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void spellingHasEffectOfScalelite(Spelling spelling) {
        Outcome outcome = scalelite.run("rake", spelling.text().replace("DIR", directory.toString()));

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err().lines()).allMatch(line -> line.endsWith("they are forgotten all the same"));
        spelling.effect().accept(new After(this, outcome.out()));
    }

    @Test
    void everyTaskHasATest() {
        Set<String> tried = Stream.concat(
                        spellings().map(spelling -> RakeCall.of(spelling.text()).name()),
                        Stream.of(
                                "poll:all",
                                "poll:servers",
                                "poll:meetings",
                                "poll:versions",
                                "recordings:addtotenant",
                                "recordings:update"))
                .collect(Collectors.toSet());
        assertThat(RakeTasks.all())
                .extracting(task -> RakeCall.plain(task.name()))
                .allMatch(tried::contains);
    }

    @Test
    void runsTasksInOrder() {
        Outcome outcome = scalelite.run(
                "rake", "servers:enable[" + DISABLED + "]", "liveness", "--trace", "servers:tag[" + DISABLED + ",x]");

        assertThat(outcome).isEqualTo(new Outcome(0, "Enabling server " + DISABLED + "...\nOK\nsuccess\nOK\n", ""));
        assertThat(redis.hgetall(keys.of(RedisKey.SERVER, DISABLED)))
                .containsEntry("state", "enabled")
                .containsEntry("tag", "x");
    }

    @Test
    void firstFailedTaskEndsTheCall() {
        Outcome outcome = scalelite.run("rake", "servers:enable[nobody]", "servers:enable[" + DISABLED + "]");

        assertThat(outcome)
                .isEqualTo(new Outcome(1, "Enabling server nobody...\n", "ERROR: No server found with id: nobody\n"));
        assertThat(redis.hget(keys.of(RedisKey.SERVER, DISABLED), "state")).isEqualTo("disabled");
    }

    @Test
    void refusedArgumentReturnsExitCode1() {
        assertThat(scalelite
                        .run("rake", "servers:loadMultiplier[" + ENABLED + ",heavy]")
                        .exitCode())
                .isEqualTo(1);
    }
}
