package org.scalelite.poller.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.meeting.Assignment;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.Server;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.control.Fault;

/** What becomes of the meetings of a server that is unavailable (specification, sections 10 and 16.6). */
class OrphansTest {
    private final PolledPool pool = new PolledPool(2, Map.of("MEETING_GRACE_PERIOD", "180"));

    @AfterEach
    void close() {
        pool.close();
    }

    /** A class on a server that has just gone offline; answers the server's index. */
    private int classOnDeadServer() {
        int dead = pool.create("class");
        pool.age("class");
        pool.bbb(dead).inject(new Fault.RefuseConnections());
        pool.poll();
        pool.poll();
        assertThat(pool.server(dead).online()).isFalse();
        return dead;
    }

    private void graceIsOver(int dead) {
        pool.wait(dead, 181);
        pool.poll();
    }

    @Test
    void duringTheGracePeriodAMeetingWaitsForItsServer() {
        int dead = classOnDeadServer();
        pool.wait(dead, 170);
        pool.poll();
        assertThat(pool.home("class")).contains(pool.id(dead));
        pool.bbb(dead).recover();
        pool.poll();
        pool.poll();
        assertThat(pool.home("class")).contains(pool.id(dead));
        assertThat(pool.bbb(dead).requests("end")).isEmpty();
        assertThat(pool.events(dead)).containsExactly("slow_start", "offline", "suspect", "healthy");
    }

    @Test
    void afterTheGracePeriodTheNextCreateOpensTheRoomElsewhere() {
        int dead = classOnDeadServer();
        graceIsOver(dead);
        assertThat(pool.home("class")).isEmpty();
        assertThat(pool.create("class")).isEqualTo(1 - dead);
        assertThat(pool.events(dead)).contains("released", "meeting_released");
        assertThat(pool.bbb(dead).requests("end")).isEmpty();
    }

    @Test
    void aReleasedMeetingThatNobodyOpenedElsewhereGoesOnWhenItsServerReturns() {
        int dead = classOnDeadServer();
        graceIsOver(dead);
        pool.bbb(dead).recover();
        pool.poll();
        assertThat(pool.home("class")).contains(pool.id(dead));
    }

    @Test
    void aServerThatComesBackWithoutItsMeetingsIsBelievedWhenItSaysSoTwice() {
        int dead = classOnDeadServer();
        pool.bbb(dead).restartEmpty();
        pool.poll();
        assertThat(pool.home("class")).as("it may still be starting").contains(pool.id(dead));
        pool.poll();
        assertThat(pool.home("class")).isEmpty();
    }

    @Test
    void theOldCopyIsEndedOnceItIsEmptyAndTheNewOneHasUsers() {
        int dead = classOnDeadServer();
        graceIsOver(dead);
        int alive = pool.create("class");
        pool.bbb(dead).recover();
        pool.poll();
        assertThat(pool.bbb(dead).meeting("class"))
                .as("nobody is in the new one yet")
                .isPresent();
        pool.bbb(alive).connectUsers("class", 1, 3);
        pool.poll();
        assertThat(pool.bbb(dead).meeting("class")).isEmpty();
        assertThat(pool.bbb(alive).meeting("class")).isPresent();
        assertThat(pool.home("class")).contains(pool.id(alive));
        assertThat(pool.events(dead)).startsWith("meeting_ended");
    }

    @Test
    void aUserWhoComesBackToTheOldCopyIsNotThrownOut() throws Exception {
        int dead = classOnDeadServer();
        graceIsOver(dead);
        int alive = pool.create("class");
        pool.bbb(alive).connectUsers("class", 1, 3);
        pool.bbb(dead).recover();
        pool.bbb(alive).inject(new Fault.HoldAnswer(), "getMeetingInfo");
        Thread poll = Thread.ofVirtual().start(() -> {
            CycleReport _ = pool.poll();
        });
        await().atMost(TestTimeout.LIMIT)
                .until(() -> !pool.bbb(alive).requests("getMeetingInfo").isEmpty());
        pool.bbb(dead).connectUsers("class", 0, 1);
        pool.bbb(alive).recover();
        poll.join();
        assertThat(pool.bbb(dead).requests("end")).isEmpty();
    }

    @Test
    void anEndThatFailsIsNotEnteredAsOne() {
        int dead = classOnDeadServer();
        graceIsOver(dead);
        pool.bbb(pool.create("class")).connectUsers("class", 1, 3);
        pool.bbb(dead).recover();
        pool.bbb(dead).inject(new Fault.Answer(500, "text/html", "<html/>"), "end");
        pool.poll();
        assertThat(pool.bbb(dead).requests("end")).hasSize(1);
        assertThat(pool.events(dead)).doesNotContain("meeting_ended");
    }

    @Test
    void wherePeopleAreInBothCopiesNobodyIsThrownOutAndTheOperatorIsToldOnce() {
        int dead = classOnDeadServer();
        graceIsOver(dead);
        int alive = pool.create("class");
        pool.bbb(dead).connectUsers("class", 1, 3);
        pool.bbb(alive).connectUsers("class", 1, 3);
        pool.bbb(dead).recover();
        pool.poll();
        pool.poll();
        assertThat(pool.bbb(dead).requests("end")).isEmpty();
        assertThat(pool.bbb(dead).meeting("class")).isPresent();
        assertThat(pool.events(dead).stream().filter("split"::equals)).hasSize(1);
        assertThat(splits()).containsExactly("meeting:class");
        pool.bbb(dead).endMeeting("class");
        pool.poll();
        assertThat(splits()).isEmpty();
    }

    private Set<String> splits() {
        RedisStore redis = pool.registry().redis();
        return redis.commands().hgetall(redis.keys().of(RedisKey.SPLITS)).keySet();
    }

    @Test
    void aCopyThatTheSuiteNeverReleasedIsNotEnded() {
        int home = pool.create("class");
        pool.bbb(home).connectUsers("class", 1, 0);
        pool.bbb(1 - home).createMeeting("class", Map.of("name", "Somebody else's"));
        pool.poll();
        pool.poll();
        assertThat(pool.bbb(1 - home).meeting("class")).isPresent();
    }

    @Test
    void aMeetingOfADisabledServerThatReopensElsewhereLeavesACopyThatIsEndedWhenEmpty() {
        int old = pool.create("class");
        pool.age("class");
        pool.registry().servers().changeState(pool.id(old), Server.State.DISABLED);
        assertThat(pool.create("class")).isEqualTo(1 - old);
        pool.bbb(1 - old).connectUsers("class", 1, 0);
        pool.poll();
        assertThat(pool.bbb(old).meeting("class")).isEmpty();
    }

    @Test
    void withoutGraceAMeetingIsReleasedWithItsServer() {
        try (PolledPool scalelite = new PolledPool(2, Map.of("MEETING_GRACE_PERIOD", "0"))) {
            int dead = scalelite.create("class");
            scalelite.bbb(dead).inject(new Fault.RefuseConnections());
            scalelite.poll();
            scalelite.poll();
            assertThat(scalelite.home("class")).isEmpty();
            assertThat(scalelite.create("class")).isEqualTo(1 - dead);
        }
    }

    @Test
    void nothingNewIsPlacedBeforeAllServersThatCameBackHaveSaidWhatTheyHave() {
        int home = pool.create("class");
        for (int i = 0; i < 2; i++) {
            pool.registry()
                    .redis()
                    .commands()
                    .zrem(
                            pool.registry().redis().keys().of(RedisKey.SERVER_LOAD),
                            pool.id(i).value());
        }
        pool.registry().meetings().forget(PolledPool.key("class"), pool.id(home));
        pool.registry().poll(pool.id(1 - home), 0);
        assertThat(pool.assign("class")).isEqualTo(new Assignment.NotYet());
        pool.poll();
        assertThat(pool.home("class")).contains(pool.id(home));
        assertThat(pool.create("new")).isIn(0, 1);
    }

    @Test
    void allServersDownAndBackLosesNothing() {
        List<String> classes = List.of("a", "b", "c", "d");
        classes.forEach(pool::create);
        classes.forEach(pool::age);
        for (int i = 0; i < 2; i++) {
            pool.bbb(i).inject(new Fault.RefuseConnections());
        }
        pool.poll();
        pool.poll();
        pool.poll();
        for (int i = 0; i < 2; i++) {
            pool.bbb(i).recover();
        }
        pool.poll();
        pool.poll();
        assertThat(classes).allMatch(id -> pool.home(id).isPresent());
        assertThat(pool.registry().load(pool.id(0))).isPresent();
        assertThat(pool.registry().load(pool.id(1))).isPresent();
    }
}
