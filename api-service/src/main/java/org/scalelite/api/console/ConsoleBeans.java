package org.scalelite.api.console;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What Micronaut needs to know of requests and errors of the console. */
@Factory
@Requires(property = ConsoleConfig.ENABLED, value = "true")
final class ConsoleBeans {

    /** Binds the authenticated request to an argument of a controller. */
    @Singleton
    TypedRequestArgumentBinder<ConsoleRequest> requestBinder() {
        return new TypedRequestArgumentBinder<>() {
            @Override
            public Argument<ConsoleRequest> argumentType() {
                return Argument.of(ConsoleRequest.class);
            }

            @Override
            public BindingResult<ConsoleRequest> bind(
                    ArgumentConversionContext<ConsoleRequest> context, HttpRequest<?> request) {
                return () -> Optional.of(ConsoleRequest.of(request));
            }
        };
    }

    /** {@link ConsoleFilter} makes the page. */
    @Singleton
    ExceptionHandler<ConsoleException, HttpResponse<?>> consoleError() {
        return (_, failure) -> HttpResponse.status(failure.status());
    }
}
