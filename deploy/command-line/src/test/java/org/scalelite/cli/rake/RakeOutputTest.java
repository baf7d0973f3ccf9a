package org.scalelite.cli.rake;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.meeting.SimulatedMeeting;
import org.scalelite.stores.TestStores;

/**
 * What each of Scalelite's tasks prints, compared byte by byte with what was recorded from Scalelite 1.8.5. In the expected
 * texts {@code →} is a tab and {@code ·} a blank at a line's end.
 */
final class RakeOutputTest {
    private static final String BUSY = "7d2c4f0e-1a0b-4c5e-9f3d-0c1b2a3d4e5f";
    private static final String TAGGED = "8d2c4f0e-1a0b-4c5e-9f3d-0c1b2a3d4e5f";
    private static final String EMPTY = "9d2c4f0e-1a0b-4c5e-9f3d-0c1b2a3d4e5f";
    private static final String T1 = "328937ac-f3ed-4b5c-bd43-81568f835995";
    private static final String T2 = "428937ac-f3ed-4b5c-bd43-81568f835995";
    private static final String SETTING = "9d70d157-c21e-4dc9-93c9-ae820905fd19";
    private static final Set<String> KNOWN = Set.of(BUSY, TAGGED, EMPTY, T1, T2, SETTING);
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @AutoClose
    private static SimulatedPool pool;

    private final CommandLineFixture scalelite =
            new CommandLineFixture().with("DATABASE_URL", TestStores.databaseUrl());
    private final RedisNamespace keys = scalelite.redis().keys();
    private final RedisCommands<String, String> redis = scalelite.redis().commands();

    @BeforeAll
    static void start() {
        pool = SimulatedPool.start(2);
    }

    @BeforeEach
    void fill() {
        server(BUSY, pool.server(0).apiUrl().toString(), pool.server(0).secret(), "8", "24", "3");
        redis.zadd(keys.of(RedisKey.SERVER_LOAD), 120, BUSY);
        server(TAGGED, "http://127.0.0.3/bigbluebutton/api", "s3cret", "10", "30", "3");
        redis.hset(keys.of(RedisKey.SERVER, TAGGED), "tag", "gpu");
        redis.zadd(keys.of(RedisKey.SERVER_LOAD), 150, TAGGED);
        server(EMPTY, pool.server(1).apiUrl().toString(), pool.server(1).secret(), "0", "0", "0");
        redis.hset(keys.of(RedisKey.SERVER, EMPTY), "state", "disabled");
        scalelite.putMeeting("room-1", BUSY);
        scalelite.putMeeting("room-2", BUSY);
        scalelite.putMeeting("room-3", EMPTY);
        fillTenants();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("name", "Name of meeting 1");
        parameters.put("moderatorPW", "mp");
        parameters.put("record", "true");
        parameters.put("meta_bbb-origin", "");
        parameters.put("meta_course", "Bio");
        pool.server(0).createMeeting("room-1", parameters);
        pool.server(0).createMeeting("room-2", Map.of("name", "Name of meeting 2", "moderatorPW", "mp"));
    }

    private void server(String id, String url, String secret, String meetings, String users, String largest) {
        redis.sadd(keys.of(RedisKey.SERVERS), id);
        Map<String, String> hash = new LinkedHashMap<>();
        hash.put("url", url);
        hash.put("secret", secret);
        hash.put("load_multiplier", "1.0");
        hash.put("state", "enabled");
        hash.put("online", "true");
        hash.put("meetings", meetings);
        hash.put("users", users);
        hash.put("largest_meeting", largest);
        hash.put("videos", meetings);
        hash.put("bbb_version", "3.0.10");
        redis.hset(keys.of(RedisKey.SERVER, id), hash);
    }

    private void fillTenants() {
        scalelite.with("MULTITENANCY_ENABLED", "true");
        redis.sadd(keys.of(RedisKey.TENANTS), T1, T2);
        redis.hset(
                keys.of(RedisKey.TENANT, T1),
                Map.of(
                        "name", "t1",
                        "secrets", "one:two",
                        "lrs_endpoint", "https://lrs.example.com/xapi",
                        "lrs_username", "user",
                        "lrs_password", "pass"));
        redis.hset(
                keys.of(RedisKey.TENANT, T2),
                Map.of(
                        "name", "t2",
                        "secrets", "three",
                        "lrs_endpoint", "https://lrs.example.com/xapi",
                        "lrs_basic_token", "basic",
                        "kc_token_url", "https://kc.example.com/token",
                        "kc_client_id", "client",
                        "kc_client_secret", "hush",
                        "kc_username", "kc-user",
                        "kc_password", "kc-pass"));
        redis.hset(keys.of(RedisKey.TENANT_NAME, "t1"), "id", T1);
        redis.hset(keys.of(RedisKey.TENANT_NAME, "t2"), "id", T2);
        redis.sadd(keys.of(RedisKey.TENANT_SETTINGS, T1), SETTING);
        redis.hset(
                keys.of(RedisKey.TENANT_SETTING, SETTING),
                Map.of("param", "maxParticipants", "value", "50", "override", "false", "tenant_id", T1));
    }

    @AfterEach
    void close() {
        pool.server(0).restartEmpty();
        scalelite.close();
    }

    /** A task, and what it prints. */
    record Recorded(String task, int exitCode, String out, String err) {
        static Recorded of(String task, String out) {
            return new Recorded(task, 0, out, "");
        }

        static Recorded failing(String task, String out, String err) {
            return new Recorded(task, 1, out, err);
        }

        @Override
        public String toString() {
            return task;
        }
    }

    static Stream<Recorded> recorded() {
        return Stream.of(servers(), changes(), unknownServers(), meetings(), tenants(), others())
                .flatMap(table -> table);
    }

    private static Stream<Recorded> servers() {
        return Stream.of(
                Recorded.of("servers", """
                        id: BUSY
                        →url: URL0
                        →secret: PASS0
                        →enabled
                        →load: 120.0
                        →load multiplier: 1.0
                        →bbb version: 3.0.10
                        →tag:·
                        →online
                        id: TAGGED
                        →url: http://127.0.0.3/bigbluebutton/api
                        →secret: s3cret
                        →enabled
                        →load: 150.0
                        →load multiplier: 1.0
                        →bbb version: 3.0.10
                        →tag: gpu
                        →online
                        id: EMPTY
                        →url: URL1
                        →secret: PASS1
                        →disabled
                        →load: unavailable
                        →load multiplier: 1.0
                        →bbb version: 3.0.10
                        →tag:·
                        →online
                        """),
                Recorded.of("status", """

                          HOSTNAME    STATE   STATUS  MEETINGS  USERS  LARGEST MEETING  VIDEOS   LOAD  BBB VERSION  TAG·
                         127.0.0.1  enabled   online  8         24     3                8       120.0  3.0.10          ·
                         127.0.0.1  disabled  online  0         0      0                0              3.0.10          ·
                         127.0.0.3  enabled   online  10        30     3                10      150.0  3.0.10       gpu·
                        """),
                Recorded.of("servers:yaml", """
                        ---
                        servers:
                          BUSY:
                            url: URL0
                            secret: PASS0
                            load_multiplier: 1.0
                            tag: ''
                            enabled: true
                          TAGGED:
                            url: http://127.0.0.3/bigbluebutton/api
                            secret: s3cret
                            load_multiplier: 1.0
                            tag: gpu
                            enabled: true
                          EMPTY:
                            url: URL1
                            secret: PASS1
                            load_multiplier: 1.0
                            tag: ''
                            enabled: false
                        """),
                Recorded.of("servers:yaml[true]", """
                        ---
                        servers:
                          BUSY:
                            url: URL0
                            secret: PASS0
                            load_multiplier: 1.0
                            tag: ''
                            enabled: true
                            state: enabled
                            load: 120.0
                            bbb_version: 3.0.10
                            online: true
                          TAGGED:
                            url: http://127.0.0.3/bigbluebutton/api
                            secret: s3cret
                            load_multiplier: 1.0
                            tag: gpu
                            enabled: true
                            state: enabled
                            load: 150.0
                            bbb_version: 3.0.10
                            online: true
                          EMPTY:
                            url: URL1
                            secret: PASS1
                            load_multiplier: 1.0
                            tag: ''
                            enabled: false
                            state: disabled
                            load: -1.0
                            bbb_version: 3.0.10
                            online: true
                        """));
    }

    private static Stream<Recorded> changes() {
        return Stream.of(
                Recorded.of("servers:add[https://new.example.org/bigbluebutton/api,s]", "OK\nid: UUID\n"),
                Recorded.of("servers:enable[EMPTY]", "Enabling server EMPTY...\nOK\n"),
                Recorded.of("servers:cordon[BUSY]", "Cordoning server BUSY...\nOK\n"),
                Recorded.of("servers:disable[BUSY]", "Disabling server BUSY...\nOK\n"),
                Recorded.of("servers:remove[TAGGED]", "Removing server TAGGED...\nOK\n"),
                Recorded.of("servers:panic[BUSY]", "Panicking server BUSY...\nOK\n"),
                Recorded.of("servers:update[BUSY,other]", "Updating server BUSY...\nOK\n"),
                Recorded.of("servers:loadMultiplier[BUSY,2]", "OK\n"),
                Recorded.of("servers:tag[BUSY,gpu]", "OK\n"));
    }

    private static Stream<Recorded> unknownServers() {
        String err = "ERROR: No server found with id: nope\n";
        return Stream.of(
                Recorded.failing("servers:enable[nope]", "Enabling server nope...\n", err),
                Recorded.failing("servers:cordon[nope]", "Cordoning server nope...\n", err),
                Recorded.failing("servers:disable[nope]", "Disabling server nope...\n", err),
                Recorded.failing("servers:remove[nope]", "Removing server nope...\n", err),
                Recorded.failing("servers:panic[nope]", "Panicking server nope...\n", err),
                Recorded.failing("servers:update[nope,other]", "Updating server nope...\n", err),
                Recorded.failing("servers:loadMultiplier[nope,2]", "", err),
                Recorded.failing("servers:tag[nope,gpu]", "", err),
                Recorded.failing("servers:meeting_list[nope]", "", err));
    }

    private static Stream<Recorded> meetings() {
        String first = "\nMeetingID: room-1\n→Server ID: BUSY\n→Server Url: URL0\n";
        String second = "\nMeetingID: room-2\n→Server ID: BUSY\n→Server Url: URL0\n";
        String third = "\nMeetingID: room-3\n→Server ID: EMPTY\n→Server Url: URL1\n";
        String running = """

                Server ID: BUSY
                Server Url: URL0
                MeetingIDs:·
                →Name of meeting 1
                →Name of meeting 2
                """;
        String none = "\nServer ID: EMPTY\nServer Url: URL1\n";
        return Stream.of(
                Recorded.of("meetings", first + second + third),
                Recorded.of("meetings:list", first + second + third),
                Recorded.of("meetings[room-3:room-1]", first + third),
                Recorded.of("meetings:list[room-2]", second),
                Recorded.of("servers:meeting_list[BUSY:EMPTY]", running + none),
                Recorded.of("servers:meeting_list[EMPTY]", none),
                Recorded.of("meetings:info[room-1]", """

                        Meeting ID: room-1
                        →Meeting Name: Name of meeting 1
                        →Internal MeetingID: INTERNAL
                        →Created Date: CREATED
                        →Recording Enabled: true
                        →Server id: BUSY
                        →Serevr url: URL0
                        →MetaData:
                        →→bbb-origin:·
                        →→course: Bio
                        """),
                Recorded.of("meetings:end[room-1:room-2]", "OK\nOK\n"));
    }

    private static Stream<Recorded> tenants() {
        String settings = """
                Tenant: t1
                  id: SETTING
                →param: maxParticipants
                →value: 50
                →override: false
                """;
        String none = "  No custom settings are configured\n";
        return Stream.of(
                Recorded.of("tenants", """
                        id: T1
                        →name: t1
                        →secrets: one:two
                        →lrs_endpoint: https://lrs.example.com/xapi
                        →lrs_username: user
                        →lrs_password: pass
                        id: T2
                        →name: t2
                        →secrets: three
                        →lrs_endpoint: https://lrs.example.com/xapi
                        →lrs_basic_token: basic
                        →kc_token_url: https://kc.example.com/token
                        →kc_client_id: client
                        →kc_client_secret: hush
                        →kc_username: kc-user
                        →kc_password: kc-pass
                        Total number of tenants: 2
                        """),
                Recorded.of("tenants:add[t3,four]", "OK\nNew Tenant id: UUID\n"),
                Recorded.of("tenants:update[T1,,x:y]", "OK\nUpdated Tenant id: T1\n"),
                Recorded.of("tenants:update_lrs_basic[T1,https://l/x,u,p]", "OK\nUpdated Tenant id: T1\n"),
                Recorded.of("tenants:update_lrs_kc[T1,https://l/x,https://k/t,c,s,u,p]", "OK\nUpdated Tenant id: T1\n"),
                Recorded.of("tenants:remove[T1]", "Tenant was successfully deleted.\n"),
                new Recorded("tenantSettings", 0, settings + "Tenant: t2\n", none),
                Recorded.of("tenantSettings[T1]", settings),
                new Recorded("tenantSettings[T2]", 0, "Tenant: t2\n", none),
                Recorded.of("tenantSettings:add[T2,record,true,true]", "OK\nNew TenantSetting id: UUID\n"),
                Recorded.of("tenantSettings:remove[SETTING]", "TenantSetting was successfully deleted.\n"));
    }

    private static Stream<Recorded> others() {
        String nothing = "Nothing to do: the services make and change the tables of PostgreSQL when they start\n";
        return Stream.of(
                Recorded.of("liveness", "success\n"),
                Recorded.of("db:setup", nothing),
                Recorded.of("db:migrate", nothing),
                Recorded.of("db:create", nothing),
                Recorded.of("db:schema:load", nothing));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void printsWhatScalelitePrinted(Recorded recorded) {
        Outcome expected = new Outcome(recorded.exitCode(), filled(recorded.out()), recorded.err());

        Outcome printed = scalelite.run("rake", filled(recorded.task()));

        assertThat(new Outcome(printed.exitCode(), withoutNewIds(printed.out()), printed.err()))
                .isEqualTo(expected);
    }

    private static String filled(String text) {
        SimulatedMeeting meeting = pool.server(0).meeting("room-1").orElseThrow();
        return text.replace("→", "\t")
                .replace("·", " ")
                .replace("BUSY", BUSY)
                .replace("TAGGED", TAGGED)
                .replace("EMPTY", EMPTY)
                .replace("T1", T1)
                .replace("T2", T2)
                .replace("SETTING", SETTING)
                .replace("URL0", pool.server(0).apiUrl().toString())
                .replace("URL1", pool.server(1).apiUrl().toString())
                .replace("PASS0", pool.server(0).secret())
                .replace("PASS1", pool.server(1).secret())
                .replace("INTERNAL", meeting.internalId())
                .replace(
                        "CREATED",
                        DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
                                .withZone(ZoneOffset.UTC)
                                .format(meeting.createTime()));
    }

    private static String withoutNewIds(String text) {
        return UUID.matcher(text).replaceAll(id -> KNOWN.contains(id.group()) ? id.group() : "UUID");
    }

    @Test
    void endsAllMeetingsAfterConfirmation() {
        Outcome refused = scalelite.runReading("no\n", "rake", "meetings:end");
        assertThat(refused).isEqualTo(new Outcome(1, "", "No meeting was ended\n"));
        assertThat(scalelite.run("rake", "meetings:end").exitCode()).isEqualTo(1);
        assertThat(redis.smembers(keys.of(RedisKey.MEETINGS))).hasSize(3);

        assertThat(scalelite.runReading("yes\n", "rake", "meetings:end")).isEqualTo(new Outcome(0, "OK\nOK\nOK\n", ""));
        assertThat(redis.smembers(keys.of(RedisKey.MEETINGS))).isEmpty();
        assertThat(pool.server(0).meetings()).isEmpty();
    }

    @Test
    void ownCommandsKeepOwnWording() {
        assertThat(scalelite.run("servers", "enable", "nope").err()).isEqualTo("Couldn't find server with id=nope\n");
        assertThat(scalelite.run("tenants", "remove", "--yes", T1).out()).isEqualTo("OK\n");
        assertThat(scalelite.run("servers", "list", "--long").out()).contains("\n\ttag: gpu\n\tenabled\n");
    }
}
