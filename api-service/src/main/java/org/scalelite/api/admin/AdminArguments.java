package org.scalelite.api.admin;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.bind.binders.AnnotatedRequestArgumentBinder;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.scalelite.common.admin.Actor;

/**
 * Binds the arguments of the admin API's methods. Micronaut's own binders of {@code @QueryValue} and {@code @Body} would find
 * no query (docs/adr/0007-raw-query-beside-the-router.md), and read a body of any size.
 */
final class AdminArguments {
    private AdminArguments() {}

    /** The caller. */
    @Singleton
    static final class ActorBinder implements TypedRequestArgumentBinder<Actor> {
        @Override
        public Argument<Actor> argumentType() {
            return Argument.of(Actor.class);
        }

        @Override
        public BindingResult<Actor> bind(ArgumentConversionContext<Actor> context, HttpRequest<?> request) {
            return () -> Optional.of(AdminRequest.of(request).actor());
        }
    }

    /** A parameter of the query: a text or a whole number; one that is not optional must be there. */
    @Singleton
    static final class QueryBinder
            implements AnnotatedRequestArgumentBinder<QueryValue, Object>, TypedRequestArgumentBinder<Object> {
        @Override
        public Class<QueryValue> getAnnotationType() {
            return QueryValue.class;
        }

        @Override
        public Argument<Object> argumentType() {
            return Argument.OBJECT_ARGUMENT;
        }

        @Override
        public BindingResult<Object> bind(ArgumentConversionContext<Object> context, HttpRequest<?> request) {
            Argument<?> argument = context.getArgument();
            Argument<?> type = argument.isOptional() ? argument.getTypeParameters()[0] : argument;
            Optional<Object> value = AdminRequest.of(request)
                    .parameter(argument.getName())
                    .map(text -> type.getType() == Integer.class ? Inputs.number(text, argument.getName()) : text);
            Object bound = argument.isOptional() ? value : value.orElseThrow(() -> Inputs.missing(argument.getName()));
            return () -> Optional.of(bound);
        }
    }

    /** The JSON object of the body. */
    @Singleton
    static final class BodyBinder
            implements AnnotatedRequestArgumentBinder<Body, Object>, TypedRequestArgumentBinder<Object> {
        @Override
        public Class<Body> getAnnotationType() {
            return Body.class;
        }

        @Override
        public Argument<Object> argumentType() {
            return Argument.OBJECT_ARGUMENT;
        }

        @Override
        public BindingResult<Object> bind(ArgumentConversionContext<Object> context, HttpRequest<?> request) {
            Object body = AdminRequest.of(request).body(context.getArgument().getType());
            return () -> Optional.of(body);
        }
    }
}
