package org.scalelite.api.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.tenant.TenantEntry;
import org.scalelite.common.tenant.TenantField;

/** A tenant for programs: id, name and secrets as Scalelite has it, and what else is known of it. */
@Schema(
        name = "Tenant",
        description =
                "A tenant. What is not set is missing, and with ADMIN_API_HIDE_SECRETS=true so are the secrets and"
                        + " passwords.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"id", "name", "secrets"})
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record TenantAnswer(
        String id,
        @Nullable String name,
        @Nullable String secrets,

        @Nullable String lrsEndpoint,

        @Nullable String lrsUsername,

        @Nullable String lrsPassword,

        @Nullable String kcTokenUrl,

        @Nullable String kcClientId,

        @Nullable String kcClientSecret,

        @Nullable String kcUsername,

        @Nullable String kcPassword,

        @Nullable Integer maxMeetings,

        @Nullable Integer maxUsers) {
    private static final Set<TenantField> LIMITS = Set.of(TenantField.MAX_MEETINGS, TenantField.MAX_USERS);
    private static final Set<TenantField> LISTED = Set.of(TenantField.NAME, TenantField.SECRETS);

    /** What addTenant and updateTenant answer, to the byte as Scalelite does; limits of ours only where there are some. */
    @Schema(name = "ChangedTenant")
    record Changed(Content tenant) {
        static Changed of(TenantEntry tenant, boolean hidesSecrets) {
            TenantAnswer answer = TenantAnswer.of(tenant, hidesSecrets);
            return new Changed(new Content(
                    answer.name(),
                    answer.secrets(),
                    false,
                    false,
                    answer.id(),
                    answer.maxMeetings(),
                    answer.maxUsers()));
        }
    }

    /** The tenant as it is now. */
    @Schema(
            name = "ChangedTenantContent",
            description = "The tenant as it is now; getTenantInfo tells of its learning record store too.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"name", "secrets", "new_record", "destroyed", "id"})
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Content(
            @Nullable String name,

            @Nullable @Schema(description = "Missing with ADMIN_API_HIDE_SECRETS=true.")
            String secrets,

            @Schema(description = "Always false.") boolean newRecord,

            @Schema(description = "Always false.") boolean destroyed,

            String id,
            @Nullable Integer maxMeetings,
            @Nullable Integer maxUsers) {
        @Override
        public String toString() {
            return "Content[" + id + "]";
        }
    }

    /** As getTenants has it, which tells nothing of learning record stores. */
    static TenantAnswer listed(TenantEntry tenant, boolean hidesSecrets) {
        return of(tenant, field -> LISTED.contains(field) && !(hidesSecrets && field.isSecret()));
    }

    static TenantAnswer of(TenantEntry tenant, boolean hidesSecrets) {
        return of(tenant, field -> !(hidesSecrets && field.isSecret()));
    }

    private static TenantAnswer of(TenantEntry tenant, Predicate<TenantField> isShown) {
        Map<String, Object> shown = new HashMap<>(Map.of("id", tenant.id()));
        for (TenantField field : TenantField.values()) {
            tenant.get(field)
                    .filter(text -> LIMITS.contains(field) ? text.matches("[0-9]{1,9}") : isShown.test(field))
                    .ifPresent(text -> shown.put(field.text(), text));
        }
        return AdminJson.of(shown, TenantAnswer.class);
    }

    /** It holds secrets. */
    @Override
    public String toString() {
        return "TenantAnswer[" + id + "]";
    }
}
