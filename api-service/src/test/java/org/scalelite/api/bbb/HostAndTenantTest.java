package org.scalelite.api.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.ApiService;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.SimulatedBbbServer;

/** Whom a replica answers under which name (specification, sections 5.7 and 7). */
class HostAndTenantTest {
    private final TestSuite suite = new TestSuite(2);

    @AfterEach
    void stop() {
        suite.close();
    }

    private static String get(ApiService replica, String host, String path) {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), replica.uri().getPort())) {
            socket.setSoTimeout((int) TestTimeout.LIMIT.toMillis());
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String signed(String secret, String call, Map<String, String> parameters) {
        return new FrontEnd(java.net.URI.create("http://x:1"), secret)
                .signed(call, parameters)
                .toString()
                .substring("http://127.0.0.1:1".length());
    }

    private void tenant(String id, String name, String secrets, String... settings) {
        RedisNamespace keys = suite.registry().redis().keys();
        var redis = suite.registry().redis().commands();
        redis.sadd(keys.of(RedisKey.TENANTS), id);
        redis.hset(keys.of(RedisKey.TENANT, id), Map.of("name", name, "secrets", secrets));
        redis.hset(keys.of(RedisKey.TENANT_NAME, name), "id", id);
        for (int i = 0; i + 2 < settings.length; i += 3) {
            String setting = id + "-setting-" + i;
            redis.sadd(keys.of(RedisKey.TENANT_SETTINGS, id), setting);
            redis.hset(
                    keys.of(RedisKey.TENANT_SETTING, setting),
                    Map.of(
                            "param",
                            settings[i],
                            "value",
                            settings[i + 1],
                            "override",
                            settings[i + 2],
                            "tenant_id",
                            id));
        }
    }

    @Test
    void anotherHostIsForbiddenButHealthIsNot() {
        ApiService replica = suite.with("URL_HOST", "sl.example.org").replica();
        assertThat(get(replica, "sl.example.org:443", "/bigbluebutton/api")).startsWith("HTTP/1.1 200");
        assertThat(get(replica, "SL.example.ORG", "/bigbluebutton/api")).startsWith("HTTP/1.1 200");
        for (String host : List.of("evil.example.org", "t1.sl.example.org", "sl.example.org.evil.org", "")) {
            assertThat(get(replica, host, "/bigbluebutton/api"))
                    .as(host)
                    .startsWith("HTTP/1.1 403")
                    .contains("text/plain")
                    .contains("URL_HOST");
            assertThat(get(replica, host, "/nowhere")).as(host).startsWith("HTTP/1.1 403");
            assertThat(get(replica, host, "/health_check")).as(host).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aTenantHasItsOwnSecretsAndAnUnknownOneNone() {
        tenant("id-1", "t1", "one:two");
        ApiService replica = suite.with("URL_HOST", "sl.example.org")
                .with("MULTITENANCY_ENABLED", "true")
                .replica();
        assertThat(get(replica, "t1.sl.example.org", signed("one", "getMeetings", Map.of())))
                .contains("SUCCESS");
        assertThat(get(replica, "t1.sl.example.org", signed("two", "getMeetings", Map.of())))
                .contains("SUCCESS");
        assertThat(get(replica, "t1.sl.example.org", signed(TestSuite.SECRET, "getMeetings", Map.of())))
                .contains("checksumError");
        assertThat(get(replica, "t2.sl.example.org", signed("one", "getMeetings", Map.of())))
                .contains("checksumError");
        assertThat(get(replica, "sl.example.org", signed(TestSuite.SECRET, "getMeetings", Map.of())))
                .contains("checksumError");
    }

    @Test
    void twoTenantsWithOneMeetingIdNeverMeet() {
        tenant("id-1", "t1", "one");
        tenant("id-2", "t2", "two");
        ApiService replica = suite.with("MULTITENANCY_ENABLED", "true").replica();
        Map<String, String> room = Map.of("meetingID", "room", "name", "Room");
        assertThat(get(replica, "t1.x", signed("one", "create", room))).contains("SUCCESS");
        assertThat(get(replica, "t2.x", signed("two", "create", room))).contains("SUCCESS");
        List<SimulatedBbbServer> hosts = suite.hosting("room");
        assertThat(hosts).hasSize(2);

        String ofOne = get(replica, "t1.x", signed("one", "getMeetings", Map.of()));
        assertThat(ofOne).contains("<tenant-id>id-1</tenant-id>").doesNotContain("<tenant-id>id-2</tenant-id>");
        assertThat(get(replica, "t2.x", signed("two", "end", Map.of("meetingID", "room"))))
                .contains("sentEndMeetingRequest");
        assertThat(suite.hosting("room")).hasSize(1);
        assertThat(get(replica, "t1.x", signed("one", "getMeetingInfo", Map.of("meetingID", "room"))))
                .contains("SUCCESS");
        assertThat(get(replica, "t2.x", signed("two", "getMeetingInfo", Map.of("meetingID", "room"))))
                .contains("notFound");
    }

    @Test
    void createAvoidsUnknownMeetingsOfOtherTenants() {
        tenant("id-2", "t2", "two");
        ApiService replica = suite.with("MULTITENANCY_ENABLED", "true").replica();
        suite.server(0).createMeeting("room", Map.of("name", "Room", "meta_tenant-id", "id-1"));
        suite.registry().poll(suite.id(1), 100);
        Map<String, String> room = Map.of("meetingID", "room", "name", "Room");
        assertThat(get(replica, "t2.x", signed("two", "create", room))).contains("SUCCESS");
        assertThat(suite.server(1).meeting("room").orElseThrow().metadata()).containsEntry("tenant-id", "id-2");
        assertThat(get(replica, "t2.x", signed("two", "getMeetingInfo", Map.of("meetingID", "room"))))
                .contains("<tenant-id>id-2</tenant-id>");
    }

    @Test
    void aThirdTenantWithTheSameMeetingIdHasNoServerLeft() {
        ApiService replica = suite.with("MULTITENANCY_ENABLED", "true").replica();
        for (String name : List.of("t1", "t2", "t3")) {
            tenant("id-" + name, name, "secret-" + name);
        }
        Map<String, String> room = Map.of("meetingID", "room", "name", "Room");
        assertThat(get(replica, "t1.x", signed("secret-t1", "create", room))).contains("SUCCESS");
        assertThat(get(replica, "t2.x", signed("secret-t2", "create", room))).contains("SUCCESS");
        assertThat(get(replica, "t3.x", signed("secret-t3", "create", room)))
                .contains("All available servers hold a meeting with this ID of another tenant.");
    }

    @Test
    void aFrontEndCannotSpeakForAnotherTenant() {
        tenant("id-1", "t1", "one");
        ApiService replica = suite.with("MULTITENANCY_ENABLED", "true").replica();
        Map<String, String> forged =
                Map.of("meetingID", "forged", "name", "Forged", "meta_tenant-id", "id-2", "meta_Tenant-Name", "t2");
        get(replica, "t1.x", signed("one", "create", forged));
        assertThat(suite.host("forged").meeting("forged").orElseThrow().metadata())
                .containsEntry("tenant-id", "id-1")
                .containsEntry("tenant-name", "t1");
    }

    @Test
    void tenantSettingsPrecedeThoseOfTheDeployment() {
        tenant("id-1", "t1", "one", "welcome", "tenant default", "false", "logoutURL", "https://t1", "true");
        ApiService replica = suite.with("MULTITENANCY_ENABLED", "true")
                .with("DEFAULT_CREATE_PARAMS", "welcome=deployment,copyright=deployment,name=never")
                .with("OVERRIDE_CREATE_PARAMS", "logoutURL=https://deployment,muteOnStart=true")
                .with("CREATE_EXCLUDE_PARAMS", "bannerText")
                .replica();
        get(
                replica,
                "t1.x",
                signed(
                        "one",
                        "create",
                        Map.of("meetingID", "rules", "name", "Mine", "muteOnStart", "false", "bannerText", "no")));
        assertThat(suite.host("rules").meeting("rules").orElseThrow().createParameters())
                .containsEntry("welcome", "tenant default")
                .containsEntry("copyright", "deployment")
                .containsEntry("name", "Mine")
                .containsEntry("logoutURL", "https://t1")
                .containsEntry("muteOnStart", "true")
                .doesNotContainKey("bannerText");
    }

    @Test
    void withoutMultitenancyMeetingsOfTenantsAreNotListed() {
        suite.server(0).createMeeting("of-tenant", Map.of("name", "A", "meta_tenant-id", "id-1"));
        suite.server(1).createMeeting("of-nobody", Map.of("name", "B"));
        assertThat(suite.frontEnd().get("getMeetings").texts("meetingID")).containsExactly("of-nobody");
    }
}
