package org.scalelite.api.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** Fills in the templates, which are compiled into this program and escape every text for its place in HTML. */
@Singleton
final class Templates {
    private static final MediaType HTML = new MediaType("text/html; charset=utf-8");

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "org.scalelite.api.console.view");

    /** A page of status 200. */
    HttpResponse<?> page(String template, Object content) {
        return page(HttpStatus.OK, template, content);
    }

    MutableHttpResponse<?> page(HttpStatus status, String template, Object content) {
        return HttpResponse.status(status)
                .contentType(HTML)
                .body(text(template, content).getBytes(StandardCharsets.UTF_8));
    }

    /** The filled-in template; content is its only parameter. */
    String text(String template, Object content) {
        StringOutput output = new StringOutput();
        engine.render(template + ".jte", content, output);
        return output.toString();
    }
}
