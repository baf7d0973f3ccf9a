package org.scalelite.poller.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scalelite.common.testing.MetricsPage;

/** What a poller serves at METRICS_PORT. */
class PollerMetricsTest {
    private final MetricsPage page = MetricsPage.atFreePort();

    @Test
    void servesMetricsAndHealth() throws Exception {
        try (PolledPool pool = new PolledPool(1, Map.of());
                AutoCloseable _ = pool.startPoller(Map.of("METRICS_PORT", String.valueOf(page.port())))) {
            assertThat(page.metrics()).contains("scalelite_build_info{version=");
            assertThat(page.get("/health").body()).isEqualTo("success");
            assertThat(page.get("/health/readiness").body()).isEqualTo("ready");
            assertThat(page.get("/health/liveness").body()).isEqualTo("alive");
            assertThat(page.get("/").statusCode()).isEqualTo(404);
        }
    }
}
