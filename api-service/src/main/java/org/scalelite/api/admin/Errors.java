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
        description = "An input is missing or cannot be right.",
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
@interface Errors {

    /** Why a call was not answered. */
    @Schema(name = "Error")
    record Reason(
            @Schema(description = "Cause, and cure where there is one.")
            String error) {}

    /** That a call was carried out. */
    @Schema(name = "Success")
    record Done(String success) {}

    /** Why the calls of tenants are not answered. */
    @Schema(name = "MultitenancyDisabled")
    record TenantsOff(
            @Schema(example = "Multitenancy is disabled") String message) {}
}
