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

/** Archives of recordings that are not done. */
@Controller("/scalelite/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Import jobs")
@Errors
final class ImportJobsController {
    private final AdminDoor door;
    private final ImportJobCalls jobs;

    ImportJobsController(AdminDoor door, ImportJobCalls jobs) {
        this.door = door;
        this.jobs = jobs;
    }

    @Get("/getImportJobs")
    @Operation(
            operationId = "getImportJobs",
            summary = "Archives of recordings that are not done, those first of which there was news last.",
            parameters = {
                @Parameter(
                        name = "state",
                        in = ParameterIn.QUERY,
                        description =
                                "running, waiting, indexed or failed, or several of them separated by commas. Default: all.",
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
                            schema = @Schema(implementation = ImportJobCalls.Page.class)))
    HttpResponse<?> getImportJobs(HttpRequest<?> request) {
        return door.answer(request, jobs::list);
    }

    @Post(uri = "/retryImportJob", consumes = MediaType.ALL)
    @Operation(
            operationId = "retryImportJob",
            summary = "Has an archive tried again: a failed one anew, a waiting one now.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = ImportJobCalls.Retry.class))))
    @ApiResponse(
            responseCode = "200",
            description = "An importer will try it with its next look at the spool.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Done.class)))
    @ApiResponse(
            responseCode = "404",
            description = "No importer knows an archive of this name, or it is imported by now.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    @ApiResponse(
            responseCode = "409",
            description = "It is in hand already.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Errors.Reason.class)))
    HttpResponse<?> retryImportJob(HttpRequest<?> request) {
        return door.answer(request, jobs::retry);
    }
}
