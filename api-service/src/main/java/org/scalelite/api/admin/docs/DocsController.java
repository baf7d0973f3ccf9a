package org.scalelite.api.admin.docs;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import org.scalelite.api.admin.AdminAuthentication;
import org.scalelite.common.io.Resource;

/**
 * The page to read and try the admin API: Swagger UI and the little of our own that starts it. Browsers get it after HTTP
 * Basic with a token; calls that are tried need the token again, which the page sends as programs do
 * (docs/adr/0047-basic-for-pages-only.md).
 */
@Hidden
@Controller("/scalelite/api/docs")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(property = DocsController.ENABLED, value = "true")
public final class DocsController {
    /** The property that switches it on. */
    public static final String ENABLED = "scalelite.admin-docs";

    private static final String SWAGGER_UI = "/META-INF/resources/webjars/swagger-ui/5.34.1/";
    private static final String OWN = "/org/scalelite/api/admin/docs/";

    /** Nothing is loaded from or sent to another site, and no other site shows the page in a frame. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final AdminAuthentication authentication;
    private final Map<String, Page> pages = Map.of(
            "", new Page(OWN + "page.html", "text/html; charset=utf-8"),
            "page.js", new Page(OWN + "page.js", "text/javascript; charset=utf-8"),
            "swagger-ui-bundle.js", new Page(SWAGGER_UI + "swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
            "swagger-ui.css", new Page(SWAGGER_UI + "swagger-ui.css", "text/css; charset=utf-8"));

    DocsController(AdminAuthentication authentication) {
        this.authentication = authentication;
    }

    /** A file, in memory: a request costs no more than its answer. */
    private record Page(byte[] content, MediaType type) {
        Page(String resource, String type) {
            this(Resource.bytes(resource), new MediaType(type));
        }
    }

    @Get
    HttpResponse<byte[]> page(HttpRequest<?> request) {
        return file("", request);
    }

    @Get("/{name}")
    HttpResponse<byte[]> file(String name, HttpRequest<?> request) {
        authentication.checkReader(request);
        Page page = pages.get(name);
        return page == null
                ? HttpResponse.notFound()
                : HttpResponse.ok(page.content())
                        .contentType(page.type())
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header("Content-Security-Policy", POLICY)
                        .header("X-Content-Type-Options", "nosniff")
                        .header("Referrer-Policy", "no-referrer");
    }
}
