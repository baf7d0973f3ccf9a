package org.scalelite.api.console;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.scalelite.api.console.page.AuditPage;
import org.scalelite.api.console.page.Frame;
import org.scalelite.api.console.page.TenantsPage;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.api.http.Routes.WebConsole;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.tenant.TenantUsage;
import org.scalelite.common.tenant.TenantUsageReader;

/** What else is in the registry: tenants with their usage, and the audit log. */
@WebConsole
@Controller(ConsoleConfig.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(property = ConsoleConfig.ENABLED, value = "true")
record RegistryPagesController(TenantUsageReader tenants, AuditLog audit, HttpConfig http, Templates templates) {
    private static final int MAX_TENANTS = 1000;
    private static final int ENTRIES = 200;

    @Get("/tenants")
    HttpResponse<?> tenants(ConsoleRequest request) {
        List<TenantUsage> all =
                http.multitenancy() ? tenants.page(MAX_TENANTS, 0).tenants() : List.of();
        return templates.page(
                "tenants",
                new TenantsPage(
                        request.frame("Tenants", Frame.Section.TENANTS),
                        http.multitenancy(),
                        all.stream()
                                .sorted(Comparator.comparing(TenantUsage::name))
                                .toList()));
    }

    @Get("/audit")
    HttpResponse<?> audit(ConsoleRequest request) {
        Optional<String> subject = request.parameter("subject");
        Optional<String> actor = request.parameter("actor");
        return templates.page(
                "audit",
                new AuditPage(
                        request.frame("Audit", Frame.Section.AUDIT),
                        subject.orElse(""),
                        actor.orElse(""),
                        audit.newest(new AuditLog.Query(subject, actor, ENTRIES)).stream()
                                .map(AuditPage.Row::of)
                                .toList()));
    }
}
