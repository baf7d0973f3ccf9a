package org.scalelite.api.admin;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.api.http.Routes.AdminApi;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantEntry;
import org.scalelite.common.tenant.TenantRegistry;
import org.scalelite.common.tenant.TenantRegistry.Result;

/** Tenants, and their parameters of create and join (specification, sections 6 and 7). */
@AdminApi
@Controller("/scalelite/api")
@Tag(name = "Tenants")
@Errors
@ApiResponse(
        responseCode = "412",
        description = "Multitenancy is disabled.",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = Errors.TenantsOff.class)))
record TenantsController(TenantRegistry tenants, HttpConfig http, AdminConfig config) {
    /** All tenants, by their names. */
    @Get("/getTenants")
    @ApiResponse(
            responseCode = "200",
            description =
                    "The tenants, without their learning record stores; {\"message\": \"No tenants exist\"} if there are"
                            + " none.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            array = @ArraySchema(schema = @Schema(implementation = TenantAnswer.class))))
    Object getTenants(@Parameter(hidden = true) Actor actor) {
        List<TenantAnswer> all = registry(actor).all().stream()
                .map(tenant -> TenantAnswer.listed(tenant, config.hidesSecrets()))
                .toList();
        return all.isEmpty() ? Map.of("message", "No tenants exist") : all;
    }

    /**
     * One tenant.
     *
     * @param id The id of the tenant.
     * @return The tenant.
     */
    @Get("/getTenantInfo")
    @Errors.NotFound
    TenantAnswer getTenantInfo(
            @QueryValue @Parameter(required = true) Optional<String> id, @Parameter(hidden = true) Actor actor) {
        TenantRegistry registry = registry(actor);
        return TenantAnswer.of(found(registry, id.orElseThrow(() -> Inputs.missing("id"))), config.hidesSecrets());
    }

    /**
     * Adds a tenant.
     *
     * @return The tenant as it was added.
     */
    @Post("/addTenant")
    @Status(HttpStatus.CREATED)
    TenantAnswer.Changed addTenant(@Body TenantBodies.Add body, @Parameter(hidden = true) Actor actor) {
        TenantRegistry registry = registry(actor);
        TenantBodies.Fields given = Inputs.required(body.tenant(), "tenant");
        return changed(found(registry, done(registry.add(given.given()), "")));
    }

    /**
     * Changes a tenant.
     *
     * @param id The id of the tenant, unless it is in the body.
     * @return The tenant as it is now.
     */
    @Post("/updateTenant")
    @Errors.NotFound
    TenantAnswer.Changed updateTenant(
            @QueryValue @Parameter(required = false) Optional<String> id,
            @Body TenantBodies.Update body,
            @Parameter(hidden = true) Actor actor) {
        TenantRegistry registry = registry(actor);
        String tenant = Inputs.id(id, body.id());
        TenantBodies.Fields fields = Inputs.required(body.tenant(), "tenant");
        return changed(found(registry, done(registry.update(tenant, fields.given()), tenant)));
    }

    /**
     * Removes a tenant with its settings.
     *
     * @param id The id of the tenant, unless it is in the body.
     * @return It is removed.
     */
    @Post("/deleteTenant")
    @Errors.NotFound
    Errors.Done deleteTenant(
            @QueryValue @Parameter(required = false) Optional<String> id,
            @Body TenantBodies.Delete body,
            @Parameter(hidden = true) Actor actor) {
        TenantRegistry registry = registry(actor);
        String tenant = Inputs.id(id, body.id());
        if (!registry.remove(tenant)) {
            throw notFound(tenant);
        }
        return new Errors.Done("Tenant id=%s was destroyed".formatted(tenant));
    }

    /** A setting of a tenant. */
    @Schema(name = "TenantSetting")
    record Setting(
            String id,

            @Schema(description = "A parameter of create or join.")
            String param,

            String value,

            @Schema(description = "Whether it replaces the front-end's value; else it is used where that gave none.")
            boolean override) {
        static Setting of(TenantEntry.Setting setting) {
            Tenant.Setting content = setting.content();
            return new Setting(setting.id(), content.parameter(), content.value(), content.override());
        }
    }

    /** The settings of a tenant. */
    @Schema(name = "TenantSettings")
    record Settings(List<Setting> settings) {}

    /**
     * The parameters of create and join that a tenant has.
     *
     * @param id The id of the tenant.
     * @return The settings, by their parameters.
     */
    @Get("/getTenantSettings")
    @Errors.NotFound
    Settings getTenantSettings(
            @QueryValue @Parameter(required = true) Optional<String> id, @Parameter(hidden = true) Actor actor) {
        TenantRegistry registry = registry(actor);
        return new Settings(found(registry, id.orElseThrow(() -> Inputs.missing("id"))).settings().stream()
                .map(Setting::of)
                .sorted(Comparator.comparing(Setting::param).thenComparing(Setting::override))
                .toList());
    }

    /**
     * Gives a tenant a setting; one of the same parameter and kind gets the new value.
     *
     * @return The setting.
     */
    @Post("/addTenantSetting")
    @Status(HttpStatus.CREATED)
    @Errors.NotFound
    Setting addTenantSetting(@Body TenantBodies.AddSetting body, @Parameter(hidden = true) Actor actor) {
        TenantRegistry registry = registry(actor);
        String tenant = Inputs.requiredText(body.tenantId(), "tenantId");
        TenantBodies.NewSetting setting = Inputs.required(body.setting(), "setting");
        Tenant.Setting content = new Tenant.Setting(
                Inputs.requiredText(setting.param(), "setting.param").strip(),
                Inputs.required(setting.value(), "setting.value"),
                Boolean.TRUE.equals(setting.override()));
        String id = registry.putSetting(tenant, content).orElseThrow(() -> notFound(tenant));
        return Setting.of(new TenantEntry.Setting(id, content));
    }

    /**
     * Removes a setting.
     *
     * @return It is removed.
     */
    @Post("/deleteTenantSetting")
    @Errors.NotFound
    Errors.Done deleteTenantSetting(@Body TenantBodies.DeleteSetting body, @Parameter(hidden = true) Actor actor) {
        TenantRegistry registry = registry(actor);
        String tenant = Inputs.requiredText(body.tenantId(), "tenantId");
        String id = Inputs.requiredText(body.id(), "id");
        if (!registry.removeSetting(tenant, id)) {
            throw AdminException.notFound("Couldn't find setting with id=%s of tenant %s".formatted(id, tenant));
        }
        return new Errors.Done("Setting id=%s was destroyed".formatted(id));
    }

    private TenantRegistry registry(Actor actor) {
        if (!http.multitenancy()) {
            throw new AdminException(
                    HttpStatus.PRECONDITION_FAILED, Map.of("message", "Multitenancy is disabled"), Map.of());
        }
        return tenants.by(actor);
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
        return TenantAnswer.Changed.of(tenant, config.hidesSecrets());
    }

    private static TenantEntry found(TenantRegistry registry, String id) {
        return registry.find(id).orElseThrow(() -> notFound(id));
    }

    private static AdminException notFound(String id) {
        return AdminException.notFound("Couldn't find tenant with id=" + id);
    }
}
