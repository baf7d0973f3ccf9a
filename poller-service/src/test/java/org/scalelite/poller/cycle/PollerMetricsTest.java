package org.scalelite.poller.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.scalelite.common.server.MeetingTotals;
import org.scalelite.common.server.ServerFacts;
import org.scalelite.common.server.ServerFactsReader;
import org.scalelite.common.testing.MetricsDocument;
import org.scalelite.common.testing.MetricsPage;
import org.scalelite.common.testing.TestTimeout;

/** What a poller serves at METRICS_PORT. */
class PollerMetricsTest {
    private final MetricsPage page = MetricsPage.atFreePort();

    @Test
    void servesMetricsAndHealth() throws Exception {
        try (PolledPool pool = new PolledPool(1, Map.of());
                AutoCloseable _ = pool.startPoller(Map.of("METRICS_PORT", String.valueOf(page.port())))) {
            assertThat(page.metrics()).contains("scalelite_build_info{version=");
            page.assertHealthy();
        }
    }

    @Test
    void countsPollsByServerAndResult() throws Exception {
        try (PolledPool pool = new PolledPool(2, Map.of());
                AutoCloseable _ = pool.startPoller(Map.of("METRICS_PORT", String.valueOf(page.port())))) {
            pool.bbb(1).crash();
            String answered = "scalelite_server_polls_total{host=\"127.0.0.1\",result=\"answered\",server=\"%s\"}"
                    .formatted(pool.id(0));
            String unreachable = "scalelite_server_polls_total{host=\"127.0.0.1\",result=\"unreachable\",server=\"%s\"}"
                    .formatted(pool.id(1));
            Awaitility.await().atMost(TestTimeout.LIMIT).untilAsserted(() -> {
                assertThat(page.value(answered).orElse(0.0)).isPositive();
                assertThat(page.value(unreachable).orElse(0.0)).isPositive();
            });
            assertThat(page.value("scalelite_polls_seconds_count{result=\"answered\"}")
                            .orElse(0.0))
                    .isPositive();
            assertThat(page.metrics())
                    .contains("scalelite_polls_seconds_bucket{result=\"answered\",le=\"")
                    .contains("scalelite_poller_leases ")
                    .contains("scalelite_poller_isolated 0.0")
                    .contains("scalelite_poll_lag_seconds ")
                    .contains("scalelite_store_up{store=\"redis\"} 1.0")
                    .contains("scalelite_store_latency_seconds{store=\"redis\"} ");
            MetricsDocument.assertMatches("poller", "scalelite_", page.metrics());
        }
    }

    @Test
    void storesTotalsOfMeetings() throws Exception {
        try (PolledPool pool = new PolledPool(1, Map.of())) {
            pool.create("room");
            pool.poll();
            ServerFacts facts = new ServerFactsReader(pool.registry().redis())
                    .read(pool.registry().servers().all())
                    .getFirst();
            assertThat(facts.totals().roomSizes())
                    .extractingByKey(MeetingTotals.Count.PARTICIPANTS, list(Integer.class))
                    .startsWith(1);
            assertThat(facts.pollDuration()).isPresent();
            assertThat(facts.health()).isEqualTo("healthy");
        }
    }
}
