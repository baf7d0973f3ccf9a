package org.scalelite.poller.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.control.Fault;

/** Pollers that have lost their way to the BBB servers (specification, section 10). */
class IsolationTest {
    private static final Duration SOON = TestTimeout.LIMIT;

    /** So short that no answer comes in time: as if the network between this poller and all servers were cut. */
    private static final Map<String, String> CUT_OFF = Map.of("RESPONSE_TIMEOUT", "0.000001");

    private final PolledPool pool = new PolledPool(4, Map.of("MEETING_GRACE_PERIOD", "180", "POLL_INTERVAL", "1"));
    private final List<AutoCloseable> loops = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable loop : loops) {
            loop.close();
        }
        pool.close();
    }

    private static Stream<Integer> all() {
        return IntStream.range(0, 4).boxed();
    }

    private void assertNothingHappened() {
        assertThat(all()).allSatisfy(i -> {
            assertThat(pool.events(i)).isSubsetOf("healthy", "meeting_adopted");
            assertThat(pool.registry().load(pool.id(i))).isPresent();
        });
    }

    /** Waits until each server was polled well, so many times; what they say shows that. */
    private void awaitGoodPolls(int count) {
        for (int poll = 0; poll < count; poll++) {
            String id = "new-" + poll;
            all().forEach(i -> pool.bbb(i).createMeeting(id + i, Map.of("name", id)));
            int meetings = pool.bbb(0).meetings().size();
            await().atMost(SOON)
                    .until(() -> all().allMatch(i -> pool.server(i).statistics().meetings() == meetings));
        }
    }

    private void cutAll() {
        all().forEach(i -> pool.bbb(i).inject(new Fault.RefuseConnections()));
    }

    private void reportAllFailed() {
        all().forEach(i -> pool.registry().servers().reportFailure(pool.id(i), "create: refused"));
    }

    @Test
    void anIsolatedPollerAloneTakesNothingOffline() {
        int home = pool.create("class");
        cutAll();
        for (int i = 0; i < 4; i++) {
            pool.poll();
            pool.wait(home, 181);
        }
        assertNothingHappened();
        assertThat(pool.home("class")).contains(pool.id(home));
    }

    @Test
    void whenAllServersAreDownRealTrafficTellsAndNothingIsReleased() {
        int home = pool.create("class");
        cutAll();
        reportAllFailed();
        pool.poll();
        assertThat(all()).noneMatch(i -> pool.server(i).online());
        pool.wait(home, 181);
        pool.poll();
        assertThat(pool.home("class")).contains(pool.id(home));
        pool.bbb((home + 1) % 4).recover();
        pool.poll();
        pool.wait(home, 181);
        pool.poll();
        assertThat(pool.home("class")).as("it can be opened elsewhere").isEmpty();
    }

    @Test
    void theOtherPollerTakesOverFromAnIsolatedOne() {
        loops.add(pool.startPoller(CUT_OFF));
        await().atMost(SOON).until(() -> pool.registry().servers().pollers().isolated() == 1);
        loops.add(pool.startPoller());
        awaitGoodPolls(2);
        assertNothingHappened();
        assertThat(pool.registry().servers().pollers()).isEqualTo(new ServerRegistry.Pollers(1, 1));
    }

    @Test
    void aServerThatIsReallyDeadGoesOfflineBesideTwoPollers() {
        loops.add(pool.startPoller());
        loops.add(pool.startPoller());
        pool.bbb(0).inject(new Fault.RefuseConnections());
        await().atMost(SOON).until(() -> !pool.server(0).online());
        assertThat(all().skip(1)).allMatch(i -> pool.server(i).online());
        pool.wait(0, 181);
        await().atMost(SOON).until(() -> pool.events(0).getFirst().equals("released"));
    }

    @Test
    void aPollerThatReachesServersAgainIsNoLongerIsolated() {
        cutAll();
        loops.add(pool.startPoller());
        await().atMost(SOON).until(() -> pool.registry().servers().pollers().isolated() == 1);
        all().forEach(i -> pool.bbb(i).recover());
        await().atMost(SOON).until(() -> pool.registry().servers().pollers().reaching() == 1);
        assertNothingHappened();
    }
}
