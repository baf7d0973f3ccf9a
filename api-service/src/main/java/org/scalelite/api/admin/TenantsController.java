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
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.scalelite.api.edge.AdminDoor;

/** Tenants. */
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
final class TenantsController {
    private final AdminDoor door;
    private final TenantCalls tenants;

    TenantsController(AdminDoor door, TenantCalls tenants) {
        this.door = door;
        this.tenants = tenants;
    }

    @Get("/getTenants")
    @Operation(operationId = "getTenants", summary = "All tenants, by their names.")
    @ApiResponse(
            responseCode = "200",
            description =
                    "The tenants, without their learning record stores; {\"message\": \"No tenants exist\"} if there are"
                            + " none.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            array = @ArraySchema(schema = @Schema(implementation = TenantAnswer.class))))
    HttpResponse<?> getTenants(HttpRequest<?> request) {
        return door.answer(request, tenants::list);
    }

    @Get("/getTenantInfo")
    @Operation(
            operationId = "getTenantInfo",
            summary = "One tenant.",
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
            description = "The tenant.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TenantAnswer.class)))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such tenant.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    HttpResponse<?> getTenantInfo(HttpRequest<?> request) {
        return door.answer(request, tenants::info);
    }

    @Post(uri = "/addTenant", consumes = MediaType.ALL)
    @Operation(
            operationId = "addTenant",
            summary = "Adds a tenant.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = TenantBodies.Add.class))))
    @ApiResponse(
            responseCode = "201",
            description = "The tenant as it was added.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TenantAnswer.Changed.class)))
    HttpResponse<?> addTenant(HttpRequest<?> request) {
        return door.answer(request, tenants::add);
    }

    @Post(uri = "/updateTenant", consumes = MediaType.ALL)
    @Operation(
            operationId = "updateTenant",
            summary = "Changes a tenant.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = TenantBodies.Update.class))))
    @ApiResponse(
            responseCode = "200",
            description = "The tenant as it is now.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TenantAnswer.Changed.class)))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such tenant.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    HttpResponse<?> updateTenant(HttpRequest<?> request) {
        return door.answer(request, tenants::update);
    }

    @Post(uri = "/deleteTenant", consumes = MediaType.ALL)
    @Operation(
            operationId = "deleteTenant",
            summary = "Removes a tenant with its settings.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = TenantBodies.Delete.class))))
    @ApiResponse(
            responseCode = "200",
            description = "It is gone.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Done.class)))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such tenant.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    HttpResponse<?> deleteTenant(HttpRequest<?> request) {
        return door.answer(request, tenants::delete);
    }
}
