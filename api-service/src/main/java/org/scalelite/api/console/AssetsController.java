package org.scalelite.api.console;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import org.scalelite.api.console.page.Asset;

/** Style sheet, scripts and icon: the same for everyone, and without a session. */
@Controller("/scalelite/console/assets")
@Requires(property = ConsoleConfig.ENABLED, value = "true")
record AssetsController() {
    @Get("/{name}")
    HttpResponse<?> get(@PathVariable String name) {
        return Asset.find(name)
                .<HttpResponse<?>>map(asset -> HttpResponse.ok(asset.content())
                        .contentType(new MediaType(asset.type()))
                        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                        .header("X-Content-Type-Options", "nosniff"))
                .orElseGet(HttpResponse::notFound);
    }
}
