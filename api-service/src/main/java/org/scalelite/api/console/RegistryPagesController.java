package org.scalelite.api.console;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.console.page.AuditPage;
import org.scalelite.api.console.page.Done;
import org.scalelite.api.console.page.Frame;
import org.scalelite.api.console.page.Link;
import org.scalelite.api.console.tenant.TenantPage;
import org.scalelite.api.console.tenant.TenantsPage;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.api.http.Routes.WebConsole;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantRegistry;
import org.scalelite.common.tenant.TenantUsage;
import org.scalelite.common.tenant.TenantUsageReader;

/** What else is in the registry: tenants with their usage and settings, and the audit log. */
@WebConsole
@Controller(ConsoleConfig.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(property = ConsoleConfig.ENABLED, value = "true")
record RegistryPagesController(
        TenantUsageReader usage, TenantRegistry registry, AuditLog audit, HttpConfig http, Templates templates) {
    private static final int MAX_TENANTS = 1000;
    private static final int ENTRIES = 200;

    @Get("/tenants")
    HttpResponse<?> tenants(ConsoleRequest request) {
        List<TenantUsage> all = http.multitenancy() ? usage.page(MAX_TENANTS, 0).tenants() : List.of();
        return templates.page(
                "tenants",
                new TenantsPage(
                        request.frame("Tenants", Frame.Section.TENANTS),
                        http.multitenancy(),
                        all.stream()
                                .sorted(Comparator.comparing(TenantUsage::name))
                                .toList()));
    }

    @Get("/tenant")
    HttpResponse<?> tenant(ConsoleRequest request) {
        String id = request.required("id");
        TenantUsage used = found(usage.find(id));
        return templates.page(
                "tenant",
                TenantPage.of(
                        request.frame("Tenant " + used.name(), Frame.Section.TENANTS), used, found(registry.find(id))));
    }

    /** Saves a setting of a tenant, or removes one. */
    @Post(value = "/tenant", consumes = MediaType.ALL)
    HttpResponse<?> changeSetting(ConsoleRequest request) {
        String id = request.field("id");
        TenantRegistry changes = registry.by(request.session().actor());
        Map<String, String> form = request.form();
        String removed = form.getOrDefault("setting", "");
        if (removed.isEmpty()) {
            found(changes.putSetting(
                    id,
                    new Tenant.Setting(
                            request.field("parameter").strip(),
                            form.getOrDefault("value", ""),
                            form.containsKey("override"))));
        } else if (!changes.removeSetting(id, removed)) {
            throw ConsoleException.notFound("The setting was not found.");
        }
        Done done = removed.isEmpty() ? Done.SETTING_SAVED : Done.SETTING_REMOVED;
        return HttpResponse.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, Link.to("/tenant", Map.of("id", id, "done", done.text())));
    }

    private static <T> T found(Optional<T> tenant) {
        return tenant.orElseThrow(() -> ConsoleException.notFound("The tenant was not found."));
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
