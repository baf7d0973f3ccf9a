package org.scalelite.api.admin;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.scalelite.api.edge.AdminAnswer;
import org.scalelite.api.edge.AdminConfig;
import org.scalelite.api.edge.AdminException;
import org.scalelite.api.edge.AdminRequest;
import org.scalelite.api.edge.EdgeConfig;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantEntry;
import org.scalelite.common.tenant.TenantRegistry;
import org.scalelite.common.tenant.TenantRegistry.Result;

/** The calls that look after tenants and their settings (specification, sections 6 and 7). */
@Singleton
final class TenantCalls {
    private static final int PRECONDITION_FAILED = 412;

    private final TenantRegistry tenants;
    private final boolean multitenancy;
    private final boolean hidesSecrets;

    TenantCalls(TenantRegistry tenants, EdgeConfig edge, AdminConfig config) {
        this.tenants = tenants;
        this.multitenancy = edge.multitenancy();
        this.hidesSecrets = config.hidesSecrets();
    }

    /** A setting of a tenant. */
    @Schema(name = "TenantSetting")
    record Setting(
            String id,

            @Schema(description = "A parameter of create or join.")
            String param,

            String value,

            @Schema(description = "Whether it wins over the front-end's; else it counts where that gave none.")
            boolean override) {
        static Setting of(TenantEntry.Setting setting) {
            Tenant.Setting content = setting.content();
            return new Setting(setting.id(), content.parameter(), content.value(), content.override());
        }
    }

    /** The settings of a tenant. */
    @Schema(name = "TenantSettings")
    record Settings(List<Setting> settings) {}

    AdminAnswer list(AdminRequest request) {
        List<TenantAnswer> all = registry(request).all().stream()
                .map(tenant -> TenantAnswer.listed(tenant, hidesSecrets))
                .toList();
        return AdminAnswer.of(all.isEmpty() ? Map.of("message", "No tenants exist") : all);
    }

    AdminAnswer info(AdminRequest request) {
        TenantRegistry registry = registry(request);
        return AdminAnswer.of(TenantAnswer.of(found(registry, request.required("id")), hidesSecrets));
    }

    AdminAnswer add(AdminRequest request) {
        TenantRegistry registry = registry(request);
        TenantBodies.Fields given =
                Required.of(request.bodyAround("tenant", TenantBodies.Add.class).tenant(), "tenant");
        String id = done(registry.add(given.given()), "");
        return AdminAnswer.created(changed(found(registry, id)));
    }

    AdminAnswer update(AdminRequest request) {
        TenantRegistry registry = registry(request);
        TenantBodies.Update given = request.bodyAround("tenant", TenantBodies.Update.class);
        String id = Required.id(request, given.id());
        TenantBodies.Fields fields = Required.of(given.tenant(), "tenant");
        return AdminAnswer.of(changed(found(registry, done(registry.update(id, fields.given()), id))));
    }

    AdminAnswer delete(AdminRequest request) {
        TenantRegistry registry = registry(request);
        String id = Required.id(request, request.body(TenantBodies.Delete.class).id());
        if (!registry.remove(id)) {
            throw notFound(id);
        }
        return AdminAnswer.success("Tenant id=%s was destroyed".formatted(id));
    }

    AdminAnswer settings(AdminRequest request) {
        TenantRegistry registry = registry(request);
        List<Setting> settings = found(registry, request.required("id")).settings().stream()
                .map(Setting::of)
                .sorted(Comparator.comparing(Setting::param).thenComparing(Setting::override))
                .toList();
        return AdminAnswer.of(new Settings(settings));
    }

    AdminAnswer addSetting(AdminRequest request) {
        TenantRegistry registry = registry(request);
        TenantBodies.AddSetting given = request.body(TenantBodies.AddSetting.class);
        String tenant = Required.text(given.tenantId(), "tenantId");
        TenantBodies.NewSetting setting = Required.of(given.setting(), "setting");
        Tenant.Setting content = new Tenant.Setting(
                Required.text(setting.param(), "setting.param").strip(),
                Required.of(setting.value(), "setting.value"),
                Boolean.TRUE.equals(setting.override()));
        String id = registry.putSetting(tenant, content).orElseThrow(() -> notFound(tenant));
        return AdminAnswer.created(Setting.of(new TenantEntry.Setting(id, content)));
    }

    AdminAnswer deleteSetting(AdminRequest request) {
        TenantRegistry registry = registry(request);
        TenantBodies.DeleteSetting given = request.body(TenantBodies.DeleteSetting.class);
        String tenant = Required.text(given.tenantId(), "tenantId");
        String id = Required.text(given.id(), "id");
        if (!registry.removeSetting(tenant, id)) {
            throw AdminException.notFound("Couldn't find setting with id=%s of tenant %s".formatted(id, tenant));
        }
        return AdminAnswer.success("Setting id=%s was destroyed".formatted(id));
    }

    private TenantRegistry registry(AdminRequest request) {
        if (!multitenancy) {
            throw new AdminException(
                    new AdminAnswer(PRECONDITION_FAILED, Map.of("message", "Multitenancy is disabled"), Map.of()));
        }
        return tenants.by(request.actor());
    }

    private static String done(Result result, String id) {
        return switch (result) {
            case Result.Done(String changed) -> changed;
            case Result.NameTaken(String holder) ->
                throw new InvalidInputException("the tenant with id=%s has this name already".formatted(holder));
            case Result.NotFound _ -> throw notFound(id);
        };
    }

    private TenantAnswer.Changed changed(TenantEntry tenant) {
        return TenantAnswer.Changed.of(tenant, hidesSecrets);
    }

    private static TenantEntry found(TenantRegistry registry, String id) {
        return registry.find(id).orElseThrow(() -> notFound(id));
    }

    private static AdminException notFound(String id) {
        return AdminException.notFound("Couldn't find tenant with id=" + id);
    }
}
