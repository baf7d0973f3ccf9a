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

/** Servers of the pool. */
@Controller("/scalelite/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Servers")
@Errors
final class ServersController {
    private final AdminDoor door;
    private final ServerCalls servers;
    private final PanicCall panic;

    ServersController(AdminDoor door, ServerCalls servers, PanicCall panic) {
        this.door = door;
        this.servers = servers;
        this.panic = panic;
    }

    @Get("/getServers")
    @Operation(operationId = "getServers", summary = "All servers, by their ids.")
    @ApiResponse(
            responseCode = "200",
            description = "The servers.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            array = @ArraySchema(schema = @Schema(implementation = ServerEntry.class))))
    @ApiResponse(
            responseCode = "404",
            description = "No servers are configured.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    HttpResponse<?> getServers(HttpRequest<?> request) {
        return door.answer(request, servers::list);
    }

    @Get("/getServerInfo")
    @Operation(
            operationId = "getServerInfo",
            summary = "One server.",
            parameters = {
                @Parameter(
                        name = "id",
                        in = ParameterIn.QUERY,
                        description = "The id of the server.",
                        required = true,
                        schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The server.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ServerEntry.class)))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such server.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    HttpResponse<?> getServerInfo(HttpRequest<?> request) {
        return door.answer(request, servers::info);
    }

    @Post(uri = "/addServer", consumes = MediaType.ALL)
    @Operation(
            operationId = "addServer",
            summary = "Adds a server, disabled and offline.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = ServerBodies.Add.class))))
    @ApiResponse(
            responseCode = "201",
            description = "The server as it was added.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ServerEntry.class)))
    HttpResponse<?> addServer(HttpRequest<?> request) {
        return door.answer(request, servers::add);
    }

    @Post(uri = "/updateServer", consumes = MediaType.ALL)
    @Operation(
            operationId = "updateServer",
            summary = "Changes a server.",
            description =
                    "An enabled server gets meetings from its next good poll on; a cordoned one gets no new ones and is disabled after its last; a disabled one gets none, and no joins.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = ServerBodies.Update.class))))
    @ApiResponse(
            responseCode = "200",
            description = "The server as it is now.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ServerEntry.class)))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such server.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    HttpResponse<?> updateServer(HttpRequest<?> request) {
        return door.answer(request, servers::update);
    }

    @Post(uri = "/deleteServer", consumes = MediaType.ALL)
    @Operation(
            operationId = "deleteServer",
            summary = "Removes a server.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = ServerBodies.Delete.class))))
    @ApiResponse(
            responseCode = "200",
            description = "It is gone.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Done.class)))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such server.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    @ApiResponse(
            responseCode = "409",
            description = "It has meetings.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    HttpResponse<?> deleteServer(HttpRequest<?> request) {
        return door.answer(request, servers::delete);
    }

    @Post(uri = "/panicServer", consumes = MediaType.ALL)
    @Operation(
            operationId = "panicServer",
            summary = "Frees a server of all its meetings: disables it, ends each and forgets it.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = ServerBodies.Panic.class))))
    @ApiResponse(
            responseCode = "200",
            description = "What was done.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PanicCall.Report.class)))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such server.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    HttpResponse<?> panicServer(HttpRequest<?> request) {
        return door.answer(request, panic::panic);
    }
}
