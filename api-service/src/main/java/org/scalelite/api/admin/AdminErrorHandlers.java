package org.scalelite.api.admin;

import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.scalelite.common.admin.InvalidInputException;

/** The answers to errors that only the admin API has. */
@Factory
final class AdminErrorHandlers {

    @Singleton
    ExceptionHandler<AdminException, HttpResponse<?>> adminError() {
        return (_, failure) -> failure.response();
    }

    @Singleton
    ExceptionHandler<InvalidInputException, HttpResponse<?>> invalidInput() {
        return (_, failure) -> AdminException.error(HttpStatus.BAD_REQUEST, String.valueOf(failure.getMessage()))
                .response();
    }
}
