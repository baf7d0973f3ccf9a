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

/** Callbacks to front-ends, and the audit log. */
@Controller("/scalelite/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Callbacks and audit")
@Errors
final class CallbacksController {
    private final AdminDoor door;
    private final CallbackCalls callbacks;
    private final AuditCalls audit;

    CallbacksController(AdminDoor door, CallbackCalls callbacks, AuditCalls audit) {
        this.door = door;
        this.callbacks = callbacks;
        this.audit = audit;
    }

    @Get("/getCallbacks")
    @Operation(
            operationId = "getCallbacks",
            summary = "Callbacks to front-ends, the newest first.",
            parameters = {
                @Parameter(
                        name = "state",
                        in = ParameterIn.QUERY,
                        description =
                                "pending, delivered, gone or dead, or several of them separated by commas. Default: all.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "limit",
                        in = ParameterIn.QUERY,
                        description = "At most so many, up to 1000. Default: 100.",
                        schema = @Schema(type = "integer"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The callbacks.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CallbackCalls.Page.class)))
    HttpResponse<?> getCallbacks(HttpRequest<?> request) {
        return door.answer(request, callbacks::list);
    }

    @Post(uri = "/retryCallback", consumes = MediaType.ALL)
    @Operation(
            operationId = "retryCallback",
            summary = "Has a callback tried again now.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = CallbackCalls.Retry.class))))
    @ApiResponse(
            responseCode = "200",
            description = "It will be tried again.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Done.class)))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such callback that is not delivered.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    HttpResponse<?> retryCallback(HttpRequest<?> request) {
        return door.answer(request, callbacks::retry);
    }

    @Get("/getAuditLog")
    @Operation(
            operationId = "getAuditLog",
            summary = "Who changed what, the newest change first.",
            parameters = {
                @Parameter(
                        name = "subject",
                        in = ParameterIn.QUERY,
                        description = "Only changes of the thing of this id.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "actor",
                        in = ParameterIn.QUERY,
                        description = "Only changes by those whose name begins so, such as token:dashboard.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "limit",
                        in = ParameterIn.QUERY,
                        description = "At most so many, up to 1000. Default: 100.",
                        schema = @Schema(type = "integer"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The changes.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AuditCalls.Page.class)))
    HttpResponse<?> getAuditLog(HttpRequest<?> request) {
        return door.answer(request, audit::list);
    }
}
