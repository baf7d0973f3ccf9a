package org.scalelite.api.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.tenant.TenantField;

/** What calls that change tenants take. */
final class TenantBodies {
    private TenantBodies() {}

    /** Of addTenant. */
    @AdminJson.Wrapped("tenant")
    @Schema(name = "AddTenant", description = "The fields may be at the top too, without \"tenant\".")
    record Add(
            @Nullable @Schema(nullable = false, requiredMode = Schema.RequiredMode.REQUIRED)
            Fields tenant) {}

    /** Of updateTenant. */
    @AdminJson.Wrapped("tenant")
    @Schema(name = "UpdateTenant", description = "The fields may be at the top too, without \"tenant\".")
    record Update(
            @Nullable @Schema(description = "May be in the query instead.")
            String id,

            @Nullable @Schema(nullable = false) Fields tenant) {}

    /** The fields of a tenant. */
    @Schema(
            description =
                    "A new tenant needs a name and secrets. What is missing stays as it is; an empty text removes an"
                            + " optional field.")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Fields(
            @Nullable @Schema(description = "The first label of the tenant's host name.")
            String name,

            @Nullable @Schema(description = "One, or several separated by ':'; every one is valid.")
            String secrets,

            @Nullable String lrsEndpoint,

            @Nullable String lrsUsername,

            @Nullable String lrsPassword,

            @Nullable String kcTokenUrl,

            @Nullable String kcClientId,

            @Nullable String kcClientSecret,

            @Nullable String kcUsername,

            @Nullable String kcPassword,

            @Nullable @Schema(type = "integer", description = "How many meetings of the tenant may run at a time.")
            String maxMeetings,

            @Nullable
            @Schema(type = "integer", description = "How many users may be in the tenant's meetings at a time.")
            String maxUsers) {

        /** Those that were given. */
        Map<TenantField, String> given() {
            Map<TenantField, String> given = new EnumMap<>(TenantField.class);
            AdminJson.texts(this)
                    .forEach((name, text) ->
                            EnumText.find(TenantField.class, name).ifPresent(field -> given.put(field, text)));
            return given;
        }

        @Override
        public String toString() {
            return "Fields";
        }
    }

    /** Of deleteTenant. */
    @Schema(name = "DeleteTenant")
    record Delete(
            @Nullable @Schema(description = "May be in the query instead.")
            String id) {}

    /** Of addTenantSetting. */
    @Schema(name = "AddTenantSetting")
    record AddSetting(
            @Nullable @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String tenantId,

            @Nullable @Schema(nullable = false, requiredMode = Schema.RequiredMode.REQUIRED)
            NewSetting setting) {}

    /** A setting that is added. */
    record NewSetting(
            @Nullable
            @Schema(description = "A parameter of create or join.", requiredMode = Schema.RequiredMode.REQUIRED)
            String param,

            @Nullable @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String value,

            @Nullable
            @Schema(
                    description = "Whether it replaces the front-end's value; else it is used where that gave none."
                            + " Default: false.")
            Boolean override) {
        @Override
        public String toString() {
            return "NewSetting";
        }
    }

    /** Of deleteTenantSetting. */
    @Schema(name = "DeleteTenantSetting")
    record DeleteSetting(
            @Nullable @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String tenantId,

            @Nullable @Schema(description = "The id of the setting.", requiredMode = Schema.RequiredMode.REQUIRED)
            String id) {}
}
