package org.scalelite.api.admin.docs;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.annotations.servers.Server;
import org.scalelite.common.io.Resource;

/** The description of the admin API, which the compiler makes of its controllers. */
@Hidden
@Controller("/scalelite/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Admin API of the load balancer",
                        version = "1",
                        description =
                                "Looks after the servers, tenants, meetings, callbacks and imports of the pool. The calls"
                                        + " getServers … deleteTenant are Scalelite's. Unknown paths and wrong methods are"
                                        + " answered by status 200 and the XML of the BBB API, `unsupportedRequest`; so is a"
                                        + " wrong checksum, `checksumError`. Malformed JSON and a malformed query are answered"
                                        + " by status 400 without a body.",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        servers = @Server(url = "/", description = "The load balancer that serves this document."),
        security = {@SecurityRequirement(name = "token"), @SecurityRequirement(name = "checksum")})
@SecurityScheme(
        name = "token",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "A token whose entry is in ADMIN_API_TOKENS. One of scope read allows GET only.")
@SecurityScheme(
        name = "checksum",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.QUERY,
        paramName = "checksum",
        description = "Lower-case hex of the hash (SHA-1, 256, 384 or 512) of the name of the call, the query as it is"
                + " sent without this parameter, and a secret of the load balancer. ADMIN_API_CHECKSUM=false switches"
                + " this way off.")
final class OpenApiController {
    private final byte[] document = Resource.bytes("/META-INF/swagger/openapi.yml");

    /** Swagger UI prefers JSON, but takes anything. */
    @Get(
            uri = "/openapi.yml",
            produces = {"application/yaml", MediaType.APPLICATION_JSON, MediaType.ALL})
    HttpResponse<byte[]> openApi() {
        return HttpResponse.ok(document).contentType(new MediaType("application/yaml; charset=utf-8"));
    }
}
