package org.scalelite.api.console;

import io.micronaut.context.annotation.Bean;
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
import org.scalelite.api.console.oidc.OidcConfig;
import org.scalelite.api.console.oidc.OidcException;
import org.scalelite.api.console.oidc.OidcLogin;

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

    /** The login at the OpenID provider. */
    @Singleton
    @Bean(preDestroy = "close")
    @Requires(property = OidcConfig.ENABLED, value = "true")
    OidcLogin oidcLogin(ConsoleConfig config) {
        return new OidcLogin(config.oidc().orElseThrow(), config.key());
    }

    /** {@link ConsoleFilter} makes the page. */
    @Singleton
    ExceptionHandler<ConsoleException, HttpResponse<?>> consoleError() {
        return (_, failure) -> HttpResponse.status(failure.status());
    }

    /** The same for a failed login. */
    @Singleton
    ExceptionHandler<OidcException, HttpResponse<?>> loginError() {
        return (_, failure) -> HttpResponse.status(OidcController.statusOf(failure));
    }
}
