package org.scalelite.api.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The controller that the router has found for a request. */
public final class Routes {
    private Routes() {}

    /** Whether one was found that does not have this annotation. */
    static boolean isWithout(Class<? extends Annotation> annotation, HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request).isPresent() && !has(annotation, request);
    }

    /** Whether one was found that has this annotation. */
    public static boolean has(Class<? extends Annotation> annotation, HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .filter(route -> route.getAnnotationMetadata().hasAnnotation(annotation))
                .isPresent();
    }

    /** A controller of the admin API: its calls are authenticated by token or checksum, its errors are JSON. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Consumes({MediaType.APPLICATION_JSON, MediaType.ALL})
    @ExecuteOn(TaskExecutors.BLOCKING)
    public @interface AdminApi {}

    /** A controller of the web console: its requests are authenticated by a session, its errors are pages. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface WebConsole {}

    /** A controller of the BBB API: its calls are authenticated by their checksum, its errors are XML of status 200. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface BbbApi {}
}
