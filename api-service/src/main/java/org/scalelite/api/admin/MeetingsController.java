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

/** Meetings of the pool. */
@Controller("/scalelite/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Meetings")
@Errors
final class MeetingsController {
    private final AdminDoor door;
    private final MeetingCalls meetings;

    MeetingsController(AdminDoor door, MeetingCalls meetings) {
        this.door = door;
        this.meetings = meetings;
    }

    @Get("/getMeetingList")
    @Operation(
            operationId = "getMeetingList",
            summary = "The meetings that the pool knows, by their ids.",
            parameters = {
                @Parameter(
                        name = "serverId",
                        in = ParameterIn.QUERY,
                        description = "Only those on this server.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "tenantId",
                        in = ParameterIn.QUERY,
                        description = "Only those of this tenant.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "limit",
                        in = ParameterIn.QUERY,
                        description = "At most so many, up to 1000. Default: 100.",
                        schema = @Schema(type = "integer")),
                @Parameter(
                        name = "offset",
                        in = ParameterIn.QUERY,
                        description = "So many are left out first. Default: 0.",
                        schema = @Schema(type = "integer"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "A page of them.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MeetingCalls.Page.class)))
    HttpResponse<?> getMeetingList(HttpRequest<?> request) {
        return door.answer(request, meetings::list);
    }

    @Get("/findMeeting")
    @Operation(
            operationId = "findMeeting",
            summary = "Where a meeting lives.",
            parameters = {
                @Parameter(
                        name = "meetingID",
                        in = ParameterIn.QUERY,
                        description = "As the front-end gave it.",
                        required = true,
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "tenantId",
                        in = ParameterIn.QUERY,
                        description = "Whose meeting, where it has a tenant.",
                        schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "Its server and voice bridge.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MeetingCalls.Found.class)))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such meeting.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    HttpResponse<?> findMeeting(HttpRequest<?> request) {
        return door.answer(request, meetings::find);
    }

    @Post(uri = "/endMeeting", consumes = MediaType.ALL)
    @Operation(
            operationId = "endMeeting",
            summary = "Ends a meeting.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = MeetingCalls.End.class))))
    @ApiResponse(
            responseCode = "200",
            description = "It is over.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Done.class)))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such meeting.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    @ApiResponse(
            responseCode = "502",
            description = "Its server did not end it; it is still known.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    HttpResponse<?> endMeeting(HttpRequest<?> request) {
        return door.answer(request, meetings::end);
    }
}
