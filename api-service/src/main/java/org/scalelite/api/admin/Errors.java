package org.scalelite.api.admin;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The errors that every call of the admin API may answer, for its description. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
        responseCode = "400",
        description = "An input is missing or not allowed.",
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = Errors.Reason.class)))
@ApiResponse(
        responseCode = "401",
        description = "The token is missing or unknown.",
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = Errors.Reason.class)))
@ApiResponse(
        responseCode = "403",
        description = "The token may only read.",
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = Errors.Reason.class)))
@ApiResponse(
        responseCode = "429",
        description = "Too many wrong tokens came from this address; the header Retry-After has seconds.",
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = Errors.Reason.class)))
@ApiResponse(
        responseCode = "503",
        description = "Redis or PostgreSQL does not answer.",
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = Errors.Reason.class)))
public @interface Errors {

    /** A call that may not find what it is asked for. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "404",
            description = "Not found.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Reason.class)))
    @interface NotFound {}

    /** A call that the state of an object may exclude. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "409",
            description = "Its state does not allow it.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Reason.class)))
    @interface Conflict {}

    /** A call that may fail on the files of a recording. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "500",
            description = "The files of the recording could not be changed; nothing was.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Reason.class)))
    @interface FilesFailed {}

    /** A call that needs a BBB server. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "502",
            description = "Its server did not end it; it is still known.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Reason.class)))
    @interface ServerFailed {}

    /** Why a call failed. */
    @Schema(name = "Error")
    record Reason(
            @Schema(description = "Cause, and remedy where there is one.")
            String error) {}

    /** That a call was carried out. */
    @Schema(name = "Success")
    record Done(String success) {}

    /** That several are tried again. */
    @Schema(name = "Retried")
    record Retried(
            String success,

            @Schema(description = "How many.") int retried) {}

    /** Why calls about tenants are refused. */
    @Schema(name = "MultitenancyDisabled")
    record TenantsOff(
            @Schema(example = "Multitenancy is disabled") String message) {}
}
