package org.scalelite.api.admin;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.scalelite.api.edge.AdminDoor;

/** Parameters of create and join that tenants have. */
@Controller("/scalelite/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Tenants")
@Errors
@ApiResponse(
        responseCode = "412",
        description = "Multitenancy is disabled.",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = Errors.TenantsOff.class)))
final class TenantSettingsController {
    private final AdminDoor door;
    private final TenantCalls tenants;

    TenantSettingsController(AdminDoor door, TenantCalls tenants) {
        this.door = door;
        this.tenants = tenants;
    }

    @Get("/getTenantSettings")
    @Operation(
            operationId = "getTenantSettings",
            summary = "The parameters of create and join that a tenant has.",
            parameters = {
                @Parameter(
                        name = "id",
                        in = ParameterIn.QUERY,
                        description = "The id of the tenant.",
                        required = true,
                        schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The settings, by their parameters.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TenantCalls.Settings.class)))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such tenant.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    HttpResponse<?> getTenantSettings(HttpRequest<?> request) {
        return door.answer(request, tenants::settings);
    }

    @Post(uri = "/addTenantSetting", consumes = MediaType.ALL)
    @Operation(
            operationId = "addTenantSetting",
            summary = "Gives a tenant a setting; one of the same parameter and kind gets the new value.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = TenantBodies.AddSetting.class))))
    @ApiResponse(
            responseCode = "201",
            description = "The setting.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TenantCalls.Setting.class)))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such tenant.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    HttpResponse<?> addTenantSetting(HttpRequest<?> request) {
        return door.answer(request, tenants::addSetting);
    }

    @Post(uri = "/deleteTenantSetting", consumes = MediaType.ALL)
    @Operation(
            operationId = "deleteTenantSetting",
            summary = "Takes a setting away.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = TenantBodies.DeleteSetting.class))))
    @ApiResponse(
            responseCode = "200",
            description = "It is gone.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Done.class)))
    @ApiResponse(
            responseCode = "404",
            description = "The tenant has no such setting.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    HttpResponse<?> deleteTenantSetting(HttpRequest<?> request) {
        return door.answer(request, tenants::deleteSetting);
    }
}
