package org.scalelite.poller.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.redis.RedisKeys;
import org.scalelite.common.server.PollLeases;
import org.scalelite.common.testing.Patience;
import org.scalelite.simulator.Fault;

/** Polls of servers that are slow, hang between two answers, or are somebody else's by the time they answer. */
class ServerTurnTest {
    private static final Duration SOON = Patience.LIMIT;

    private PolledPool pool = new PolledPool(1, Map.of());

    @AfterEach
    void close() {
        pool.close();
    }

    private void restartWith(Map<String, String> settings) {
        pool.close();
        pool = new PolledPool(1, settings);
    }

    @Test
    void aServerThatIsOfflineMayAnswerAsSlowlyAsAnyOther() {
        pool.bbb(0).inject(new Fault.RefuseConnections());
        pool.poll();
        pool.poll();
        assertThat(pool.server(0).online()).isFalse();
        pool.bbb(0).recover();
        pool.bbb(0).inject(new Fault.Delay(Duration.ofSeconds(1)), "getMeetings");
        pool.poll();
        assertThat(pool.server(0).online()).isTrue();
    }

    @Test
    void whateverAPollThrowsIsAFailedPoll() {
        ServerPoller poller = new ServerPoller(pool.client(), pool.registry().servers(), _ -> {
            throw new IllegalStateException("the reader broke");
        });
        assertThat(poller.poll(pool.server(0)))
                .isInstanceOfSatisfying(
                        PollResult.Missed.class,
                        missed -> assertThat(missed.reason()).isEqualTo("internal error: the reader broke"));
    }

    /** Rooms that were made long ago and that their server has no more. */
    private List<String> lostRooms() {
        List<String> rooms = List.of("one", "two", "three");
        rooms.forEach(pool::create);
        rooms.forEach(pool::age);
        pool.bbb(0).restartEmpty();
        return rooms;
    }

    private Stream<String> known(List<String> rooms) {
        return rooms.stream().filter(room -> pool.home(room).isPresent());
    }

    @Test
    void aServerThatHangsBetweenTwoAnswersIsNotAskedFurther() {
        restartWith(Map.of("RESPONSE_TIMEOUT", "2"));
        List<String> rooms = lostRooms();
        pool.bbb(0).inject(new Fault.Hang(), "getMeetingInfo");
        pool.poll();
        assertThat(pool.bbb(0).requests("getMeetingInfo")).hasSize(1);
        assertThat(known(rooms)).containsExactlyElementsOf(rooms);
        pool.bbb(0).recover();
        pool.poll();
        assertThat(known(rooms)).isEmpty();
    }

    @Test
    void aRecordThatScaleliteMadeAMomentAgoIsYoung() {
        RedisKeys keys = pool.registry().redis().keys();
        pool.registry()
                .redis()
                .commands()
                .hset(keys.meeting("room"), Map.of("server_id", pool.id(0).value(), "moderator_pw", "mp"));
        pool.registry().redis().commands().sadd(keys.meetings(), "room");
        pool.poll();
        assertThat(pool.home("room")).as("BBB may be making it at this moment").contains(pool.id(0));
        pool.age("room");
        pool.poll();
        assertThat(pool.home("room")).isEmpty();
    }

    @Test
    void aPollerThatHasLostItsLeaseForgetsNothing() throws Exception {
        List<String> rooms = lostRooms();
        pool.bbb(0).dropRequestLog();
        pool.bbb(0).inject(new Fault.HoldAnswer(), "getMeetings");
        Thread slow = Thread.ofVirtual().start(() -> {
            CycleReport _ = pool.poll();
        });
        await().atMost(SOON).until(() -> !pool.bbb(0).requests("getMeetings").isEmpty());
        assertThat(new PollLeases(pool.registry().redis()).seize(pool.id(0))).isPresent();
        pool.bbb(0).recover();
        slow.join();
        assertThat(known(rooms)).containsExactlyElementsOf(rooms);
        assertThat(pool.bbb(0).requests("getMeetingInfo")).isEmpty();
    }
}
