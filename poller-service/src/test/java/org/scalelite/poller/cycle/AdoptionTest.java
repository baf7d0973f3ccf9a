package org.scalelite.poller.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.meeting.ForgetCondition;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.registry.RegistryRepair;
import org.scalelite.common.server.PollWritten;
import org.scalelite.common.server.Server;
import org.scalelite.simulator.control.Fault;

/** Meetings that run and are in no record (specification, section 10: self-healing registry). */
class AdoptionTest {
    private final PolledPool pool = new PolledPool(2, Map.of());
    private final RedisNamespace keys = pool.registry().redis().keys();

    @AfterEach
    void close() {
        pool.close();
    }

    private void tenant(String id) {
        pool.registry().redis().commands().sadd(keys.of(RedisKey.TENANTS), id);
        pool.registry().redis().commands().hset(keys.of(RedisKey.TENANT, id), "name", "tenant-" + id);
    }

    /** Answers its voice bridge. */
    private String meeting(int server, String id, String tenant) {
        return pool.bbb(server)
                .createMeeting(id, Map.of("name", id, "meta_tenant-id", tenant, "moderatorPW", "secret-mp"))
                .voiceBridge();
    }

    @Test
    void adoptsMeetingWithAllItsFields() {
        tenant("t1");
        String bridge = meeting(0, "class", "t1");
        pool.poll();
        assertThat(pool.registry().redis().commands().hgetall(keys.of(RedisKey.MEETING, "class")))
                .isEqualTo(Map.of(
                        "server_id",
                        pool.id(0).value(),
                        "moderator_pw",
                        "secret-mp",
                        "voice_bridge",
                        bridge,
                        "tenant_id",
                        "t1"));
        assertThat(pool.registry().redis().commands().ttl(keys.of(RedisKey.MEETING, "class")))
                .isGreaterThan(86_000);
        assertThat(pool.registry().redis().commands().hget(keys.of(RedisKey.VOICE_BRIDGES), bridge))
                .isEqualTo("class");
        assertThat(pool.registry().meetings().all())
                .singleElement()
                .extracting(KnownMeeting::assignedAt)
                .as("when it was created")
                .isEqualTo(pool.bbb(0).meeting("class").orElseThrow().createTime());
        assertThat(faults()).isEmpty();
    }

    private List<?> faults() {
        return new RegistryRepair(pool.registry().redis(), Actor.SUITE).serverAndMeetingFaults();
    }

    @Test
    void adoptsMeetingsOfTwoTenantsWithOneId() {
        tenant("t1");
        tenant("t2");
        meeting(0, "class", "t1");
        meeting(1, "class", "t2");
        pool.poll();
        for (String tenant : List.of("t1", "t2")) {
            MeetingKey key = new MeetingKey(Optional.of(tenant), "class");
            assertThat(pool.registry().meetings().find(key)).as(tenant).isPresent();
        }
        assertThat(faults()).isEmpty();
    }

    @Test
    void adoptsEmptyMeeting() {
        meeting(0, "class", "");
        pool.bbb(0).connectUsers("class", 1, 1);
        pool.bbb(0).disconnectUsers("class");
        pool.poll();
        assertThat(pool.home("class")).contains(pool.id(0));
        assertThat(pool.events(0)).contains("meeting_adopted");
    }

    @Test
    void ignoresMeetingOfUnknownTenant() {
        meeting(0, "class", "nobody");
        pool.poll();
        assertThat(pool.registry().meetings().all()).isEmpty();
    }

    @Test
    void ignoresBreakoutRoomsAndEndedMeetings() {
        pool.bbb(0).createMeeting("class", Map.of("name", "Class"));
        pool.bbb(0).inject(new Fault.Answer(200, "text/xml", """
                        <response><returncode>SUCCESS</returncode><meetings><meeting><meetingID>room</meetingID>
                        <createTime>1767603600123</createTime><isBreakout>true</isBreakout></meeting>
                        <meeting><meetingID>over</meetingID><createTime>1767603600123</createTime>
                        <hasBeenForciblyEnded>true</hasBeenForciblyEnded></meeting></meetings></response>"""), "getMeetings");
        pool.poll();
        assertThat(pool.registry().meetings().all()).isEmpty();
    }

    @Test
    void doesNotAdoptMeetingEndedDuringPoll() {
        int home = pool.create("class");
        var before = pool.registry().servers().now();
        pool.registry().meetings().forget(PolledPool.key("class"), ForgetCondition.on(pool.id(home)));
        PollWritten written = pool.registry().pollSentAt(pool.id(home), before, "class");
        assertThat(written).isInstanceOf(PollWritten.Written.class);
        assertThat(pool.home("class")).isEmpty();
        pool.poll();
        assertThat(pool.home("class")).as("it was not over after all").isPresent();
    }

    @Test
    void ignoresMeetingsOfDisabledServer() {
        pool.registry().servers().changeState(pool.id(0), Server.State.DISABLED);
        pool.bbb(0).createMeeting("class", Map.of("name", "Class"));
        pool.poll();
        assertThat(pool.registry().meetings().all()).isEmpty();
    }

    @Test
    void repairsIndexesOfExpiredRecords() {
        pool.create("gone");
        pool.age("gone");
        pool.bbb(0).crash();
        pool.bbb(1).crash();
        pool.registry().redis().commands().del(keys.of(RedisKey.MEETING, "gone"));
        assertThat(faults()).isNotEmpty();
        pool.poll();
        assertThat(faults()).isEmpty();
        assertThat(pool.registry().redis().commands().hgetall(keys.of(RedisKey.VOICE_BRIDGES)))
                .isEmpty();
    }
}
