package org.scalelite.api.limit;

import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** The answers to callers with too many wrong credentials. */
@Factory
final class LimitErrorHandlers {

    @Singleton
    ExceptionHandler<WrongAttempts.TooManyException, HttpResponse<?>> tooManyAttempts() {
        return (_, failure) -> failure.answer();
    }

    @Singleton
    ExceptionHandler<WrongChecksums.TooManyException, HttpResponse<?>> tooManyChecksums() {
        return (request, failure) -> failure.answer(request.getPath());
    }
}
