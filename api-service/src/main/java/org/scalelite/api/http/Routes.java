package org.scalelite.api.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.RouteAttributes;
import java.lang.annotation.Annotation;

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
}
