package org.scalelite.api.admin.tenant;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.admin.Errors;
import org.scalelite.api.admin.Inputs;
import org.scalelite.api.http.Routes.AdminApi;
import org.scalelite.common.tenant.TenantUsage;
import org.scalelite.common.tenant.TenantUsageReader;

/** What tenants use, and their limits. */
@AdminApi
@Controller("/scalelite/api")
@Tag(name = "Tenants")
@Errors
record TenantUsageController(TenantUsageReader usage) {
    /** What a tenant uses. */
    @Schema(name = "TenantUsage")
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Usage(
            String id,
            String name,
            long meetings,

            @Schema(description = "Those at the last poll, and those that joined since.")
            long users,

            @Schema(description = "Null: no limit.", nullable = true) @Nullable
            Long maxMeetings,

            @Schema(description = "Null: no limit.", nullable = true) @Nullable
            Long maxUsers,

            @Schema(description = "Whether a limit is reached.")
            boolean atLimit) {
        static Usage of(TenantUsage usage) {
            return new Usage(
                    usage.id(),
                    usage.name(),
                    usage.meetings(),
                    usage.users(),
                    usage.maxMeetings().orElse(null),
                    usage.maxUsers().orElse(null),
                    usage.isAtLimit());
        }
    }

    /** A page of tenants, by their ids. */
    @Schema(name = "TenantUsageList")
    record Page(
            List<Usage> tenants,

            @Schema(description = "The number of tenants on all pages.")
            int total) {}

    /**
     * What tenants use, and their limits.
     *
     * @param limit The most to list, up to 1000. Default: 100.
     * @param offset The number to skip. Default: 0.
     * @return A page of them, by their ids; empty without multitenancy.
     */
    @Get("/getTenantUsage")
    Page getTenantUsage(
            @QueryValue @Parameter(required = false) Optional<Integer> limit,
            @QueryValue @Parameter(required = false) Optional<Integer> offset) {
        TenantUsageReader.Found found = usage.page(limit.orElse(Inputs.DEFAULT_LIMIT), offset.orElse(0));
        return new Page(found.tenants().stream().map(Usage::of).toList(), found.total());
    }
}
