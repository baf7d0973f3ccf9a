package org.scalelite.api.health;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.scalelite.common.metrics.Label;
import org.scalelite.common.metrics.ScrapeListener;
import org.scalelite.common.metrics.ScrapedMetrics;
import org.scalelite.common.tenant.TenantUsage;
import org.scalelite.common.tenant.TenantUsageReader;

/** Metrics of the tenants, from Redis: facts of the pool, so that each replica has the same. */
@Singleton
final class TenantMetrics implements ScrapeListener {
    private static final int MAX_TENANTS = 500;

    private final TenantUsageReader reader;
    private volatile List<TenantUsage> tenants = List.of();

    TenantMetrics(TenantUsageReader reader, ScrapedMetrics metrics) {
        this.reader = reader;
        gauge(metrics, "meetings", "Meetings of the tenant", tenant -> Optional.of(tenant.meetings()));
        gauge(
                metrics,
                "users",
                "Users of the tenant: those at the last poll, and those that joined since",
                tenant -> Optional.of(tenant.users()));
        gauge(
                metrics,
                "max_meetings",
                "Limit of the meetings of the tenant; missing if there is none",
                TenantUsage::maxMeetings);
        gauge(
                metrics,
                "max_users",
                "Limit of the users of the tenant; missing if there is none",
                TenantUsage::maxUsers);
    }

    private void gauge(
            ScrapedMetrics metrics, String name, String meaning, Function<TenantUsage, Optional<Long>> value) {
        metrics.gauge("scalelite_tenant_" + name, meaning, List.of("tenant"), () -> {
            Map<List<String>, Double> values = new LinkedHashMap<>();
            tenants.forEach(tenant -> value.apply(tenant)
                    .ifPresent(present -> values.put(List.of(Label.of(tenant.name())), (double) present)));
            return values;
        });
    }

    @Override
    public void refresh() {
        tenants = List.of();
        tenants = reader.page(MAX_TENANTS, 0).tenants();
    }
}
