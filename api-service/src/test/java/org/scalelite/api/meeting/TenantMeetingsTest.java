package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.scalelite.api.ApiService;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.TenantFrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.api.testing.TestTenants;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.simulator.SimulatedBbbServer;

/** Two tenants on three BBB servers (specification, sections 5.8 and 7). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantMeetingsTest {
    private static final String TAKEN = "All available servers hold a meeting with this ID of another tenant.";

    private final TestSuite suite = new TestSuite(3);
    private final ApiService replica = suite.with("MULTITENANCY_ENABLED", "true")
            .with("URL_HOST", "sl.example.org")
            .replica();
    private final TestTenants tenants = new TestTenants(suite, replica);

    @AfterAll
    void stop() {
        suite.close();
    }

    @AfterEach
    void allServersAreWellAgain() {
        for (int i = 0; i < 3; i++) {
            suite.registry().poll(suite.id(i), 0);
        }
    }

    private TenantFrontEnd tenant(String name) {
        return tenants.frontEnd(name, Map.of());
    }

    private SimulatedBbbServer hostOf(TenantFrontEnd frontEnd, String meetingId) {
        int port = frontEnd.join(meetingId).location().getPort();
        return suite.servers().stream()
                .filter(server -> server.apiUrl().getPort() == port)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void callsReachTheMeetingOfTheirTenant() {
        TenantFrontEnd one = tenant("calls-1");
        TenantFrontEnd two = tenant("calls-2");
        assertThat(one.create("room").isSuccess()).isTrue();
        for (String call : List.of("getMeetingInfo", "end", "join", "sendChatMessage")) {
            assertThat(two.get(call, "meetingID", "room", "fullName", "Eve", "message", "Hi")
                            .messageKey())
                    .as(call)
                    .isEqualTo("notFound");
        }
        assertThat(two.get("isMeetingRunning", "meetingID", "room").text("running"))
                .contains("false");
        assertThat(two.get("getMeetings").messageKey()).isEqualTo("noMeetings");

        assertThat(two.create("room").isSuccess()).isTrue();
        SimulatedBbbServer ofOne = hostOf(one, "room");
        SimulatedBbbServer ofTwo = hostOf(two, "room");
        assertThat(ofOne).isNotEqualTo(ofTwo);
        ofOne.connectUsers("room", 1, 2);
        ofTwo.connectUsers("room", 1, 6);
        assertThat(one.get("getMeetingInfo", "meetingID", "room").text("participantCount"))
                .contains("3");
        assertThat(two.get("getMeetingInfo", "meetingID", "room").text("tenant-name"))
                .contains("calls-2");
        assertThat(one.get("isMeetingRunning", "meetingID", "room").text("running"))
                .contains("true");
        assertThat(one.get("getMeetings").texts("participantCount")).containsExactly("3");
        assertThat(two.get("sendChatMessage", "meetingID", "room", "message", "for two")
                        .isSuccess())
                .isTrue();
        assertThat(ofOne.meeting("room").orElseThrow().chatMessages()).isEmpty();
        assertThat(ofTwo.meeting("room").orElseThrow().chatMessages()).hasSize(1);
        assertThat(two.post(
                                "insertDocument",
                                "<modules><module name='presentation'><document name='a.pdf'>eA==</document></module></modules>",
                                "meetingID",
                                "room")
                        .isSuccess())
                .isTrue();
        assertThat(ofOne.meeting("room").orElseThrow().documents()).isEmpty();
        assertThat(ofTwo.meeting("room").orElseThrow().documents()).hasSize(1);

        assertThat(two.get("end", "meetingID", "room").isSuccess()).isTrue();
        assertThat(one.get("getMeetingInfo", "meetingID", "room").isSuccess()).isTrue();
        assertThat(two.get("getMeetingInfo", "meetingID", "room").messageKey()).isEqualTo("notFound");
    }

    @Test
    void failsWhereEveryServerHasTheIdOfAnotherTenant() {
        suite.registry().offline(suite.id(1));
        suite.registry().offline(suite.id(2));
        TenantFrontEnd one = tenant("taken-1");
        TenantFrontEnd two = tenant("taken-2");
        assertThat(one.create("only").isSuccess()).isTrue();
        Answer refused = two.create("only");
        assertThat(refused.messageKey()).isEqualTo("internalError");
        assertThat(refused.text("message")).contains(TAKEN);
        assertThat(suite.server(0).meeting("only").orElseThrow().metadata()).containsEntry("tenant-name", "taken-1");
        suite.registry().offline(suite.id(0));
        assertThat(two.create("only").text("message")).contains("Could not find any available servers.");
    }

    @Test
    void rejectsAnUnknownMeetingOfAnotherTenant() {
        TenantFrontEnd two = tenant("same-passwords");
        Map<String, String> foreign =
                Map.of("name", "Room", "meta_tenant-id", "somebody", "attendeePW", "ap", "moderatorPW", "mp");
        suite.server(0).createMeeting("default", foreign);
        suite.server(1).createMeeting("default", foreign);
        for (int i = 0; i < 3; i++) {
            suite.registry().poll(suite.id(i), i);
        }
        String[] passwords = {"attendeePW", "ap", "moderatorPW", "mp"};
        assertThat(two.create("default", passwords).isSuccess()).isTrue();
        assertThat(hostOf(two, "default")).isEqualTo(suite.server(2));
        assertThat(suite.load(0)).as("a healthy server stays in the pool").isPresent();
        assertThat(two.get("end", "meetingID", "default").isSuccess()).isTrue();

        suite.server(2).createMeeting("everywhere", foreign);
        suite.server(0).createMeeting("everywhere", foreign);
        suite.server(1).createMeeting("everywhere", foreign);
        for (String[] given : List.of(passwords, new String[0])) {
            Answer refused = two.create("everywhere", given);
            assertThat(refused.text("message")).as(refused.body()).contains(TAKEN);
        }
        assertThat(two.get("getMeetingInfo", "meetingID", "everywhere").messageKey())
                .isEqualTo("notFound");
    }

    @Test
    void frontEndCannotOverrideTheTenantsTag() {
        ServerId gold = suite.id(1);
        RedisNamespace keys = suite.registry().redis().keys();
        var redis = suite.registry().redis().commands();
        redis.hset(keys.of(RedisKey.SERVER, gold.value()), "tag", "gold");
        redis.hset(keys.of(RedisKey.SERVER, suite.id(2).value()), "tag", "silver");
        try {
            String id = tenants.add("pool", Map.of());
            // In another case, because BBB folds the case of metadata.
            tenants.override(id, "meta_Server-Tag", "gold!");
            TenantFrontEnd frontEnd = tenants.frontEnd("pool");
            Set<SimulatedBbbServer> hosts = new HashSet<>();
            int number = 0;
            for (String name : List.of("meta_server-tag", "meta_Server-Tag", "META_SERVER-TAG", "meta_SERVER-tag")) {
                for (String tag : List.of("silver!", "silver", "none", "none!", "", "!")) {
                    String meetingId = "pool-" + number++;
                    Answer answer = frontEnd.create(meetingId, name, tag);
                    assertThat(answer.isSuccess()).as(answer.body()).isTrue();
                    hosts.addAll(suite.hosting(meetingId));
                    assertThat(suite.host(meetingId)
                                    .meeting(meetingId)
                                    .orElseThrow()
                                    .metadata())
                            .containsEntry("server-tag", "gold");
                }
            }
            assertThat(hosts).containsExactly(suite.server(1));
            assertThat(frontEnd.join("pool-0").header("Location"))
                    .contains("fullName=Somebody")
                    .doesNotContainIgnoringCase("server-tag");
            suite.registry().offline(gold);
            assertThat(frontEnd.create("pool-away", "meta_server-tag", "none").messageKey())
                    .isEqualTo("serverTagUnavailable");
        } finally {
            redis.hdel(keys.of(RedisKey.SERVER, gold.value()), "tag");
            redis.hdel(keys.of(RedisKey.SERVER, suite.id(2).value()), "tag");
        }
    }

    @Test
    void answersLimitErrors() {
        TenantFrontEnd frontEnd =
                tenants.frontEnd("limited", Map.of(TenantField.MAX_MEETINGS, "2", TenantField.MAX_USERS, "3"));
        assertThat(frontEnd.create("l1").isSuccess()).isTrue();
        assertThat(frontEnd.create("l2").isSuccess()).isTrue();
        assertThat(frontEnd.create("l1").isSuccess()).isTrue();
        Answer third = frontEnd.create("l3");
        assertThat(third.messageKey()).isEqualTo("maxMeetingsReached");
        assertThat(third.text("message").orElse("")).contains("2");
        assertThat(suite.hosting("l3")).isEmpty();
        frontEnd.get("end", "meetingID", "l2");
        assertThat(frontEnd.create("l3").isSuccess()).isTrue();

        for (String meeting : List.of("l1", "l3", "l1")) {
            assertThat(frontEnd.join(meeting).status()).isEqualTo(302);
        }
        Answer fourth = frontEnd.join("l3");
        assertThat(fourth.messageKey()).isEqualTo("maxUsersReached");
        assertThat(fourth.text("message").orElse("")).contains("3");
        assertThat(Optional.of(fourth.header("Location"))).contains("");
        assertThat(tenant("unlimited").create("l1").isSuccess()).isTrue();
        assertThat(URI.create(tenants.frontEnd("unlimited").join("l1").header("Location"))
                        .getPort())
                .isPositive();
    }
}
