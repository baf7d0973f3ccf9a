package org.scalelite.poller.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.server.PollLeases;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerEvents;
import org.scalelite.common.server.ServerEvents.ServerEvent;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.testing.PlainText;
import org.scalelite.common.testing.RecordedLog;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.poller.cycle.ServerPoller.PollResult;
import org.scalelite.simulator.control.Fault;

/** Polls of servers that are slow, hang between two answers, or belong to another poller by the time they answer. */
class ServerPollTest {
    private static final Duration SOON = TestTimeout.LIMIT;

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
    void offlineServerHasFullTimeout() {
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
    void exceptionIsFailedPoll() {
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
    void stopsAskingServerThatHangs() {
        restartWith(Map.of("RESPONSE_TIMEOUT", "5"));
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
    void keepsRecordWithoutAssignmentTime() {
        RedisNamespace keys = pool.registry().redis().keys();
        pool.registry()
                .redis()
                .commands()
                .hset(
                        keys.of(RedisKey.MEETING, "room"),
                        Map.of("server_id", pool.id(0).value(), "moderator_pw", "mp"));
        pool.registry().redis().commands().sadd(keys.of(RedisKey.MEETINGS), "room");
        pool.poll();
        assertThat(pool.home("room")).as("BBB may be making it at this moment").contains(pool.id(0));
        pool.age("room");
        pool.poll();
        assertThat(pool.home("room")).isEmpty();
    }

    @Test
    void forgetsNothingWithoutLease() throws Exception {
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

    /** What polls say of servers, in the log. */
    private static List<String> logOf(Runnable polls) {
        try (RecordedLog log = new RecordedLog(ServerPoll.class)) {
            polls.run();
            return log.lines();
        }
    }

    @Test
    void doesNotReleaseServerThatWasNeverOnline() {
        ServerRegistry servers = pool.registry().servers();
        URI unreachable = URI.create("http://127.0.0.1:1/bigbluebutton/api");
        ServerId id = ServerRegistry.newId(unreachable, false);
        servers.add(id, unreachable, "secret", 1, Optional.empty());
        servers.changeState(id, Server.State.ENABLED);
        List<String> log = logOf(() -> {
            pool.poll();
            pool.poll();
        });
        assertThat(log)
                .filteredOn(line -> line.contains(unreachable.toString()))
                .singleElement()
                .asString()
                .matches("Server .* is offline: connection refused.*");
        assertThat(new ServerEvents(pool.registry().redis()).newest(id, 10))
                .extracting(ServerEvent::kind)
                .containsExactly("offline");
    }

    @Test
    void logsReadableFailures() {
        pool.bbb(0).inject(new Fault.RefuseConnections());
        CycleReport refused = pool.poll();
        pool.bbb(0).recover();
        pool.bbb(0).inject(new Fault.Answer(502, "text/html", "Bad Gateway"), "getMeetings");
        CycleReport failed = pool.poll();
        assertThat(refused.problems()).singleElement().asString().contains(": connection refused");
        assertThat(failed.problems()).singleElement().asString().endsWith(": HTTP status 502");
        assertThat(new ServerEvents(pool.registry().redis()).newest(pool.id(0), 10))
                .extracting(ServerEvent::detail)
                .isNotEmpty()
                .noneMatch(detail -> PlainText.OF_JAVA.matcher(detail).find());
    }
}
