package org.scalelite.api.limit;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.scalelite.api.http.ErrorBody;
import org.scalelite.api.limit.WrongAttempts.Credential;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;

/** Calls with a wrong checksum, of the BBB API and of the admin API, and with a wrong end token, all together. */
@Singleton
public record WrongChecksums(WrongAttempts attempts) {
    /** Too many of them came from where this one came from. */
    public static final class TooManyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Duration pause;

        TooManyException(Duration pause) {
            super("too many wrong checksums", null, false, false);
            this.pause = pause;
        }

        /** The answer to the caller of this path. */
        HttpResponse<byte[]> answer(String path) {
            ErrorBody error = ErrorBody.ofCall(path, BbbError.checksum());
            return HttpResponse.<byte[]>status(HttpStatus.TOO_MANY_REQUESTS)
                    .body(error.content())
                    .contentType(new MediaType(error.type()))
                    .header(HttpHeaders.RETRY_AFTER, retryAfter(pause));
        }
    }

    /** Counts a wrong token; the answer to it. */
    public HttpResponse<?> forbidden(HttpRequest<?> request) {
        return attempts.count(Credential.CHECKSUM, request)
                .<HttpResponse<?>>map(pause -> HttpResponse.status(HttpStatus.TOO_MANY_REQUESTS)
                        .header(HttpHeaders.RETRY_AFTER, retryAfter(pause)))
                .orElseGet(() -> HttpResponse.status(HttpStatus.FORBIDDEN));
    }

    private static String retryAfter(Duration pause) {
        return String.valueOf(pause.toSeconds() + 1);
    }

    /** Counts one; answers what ends the call. */
    public RuntimeException refusal(HttpRequest<?> request) {
        return refusal(request, BbbError.checksum());
    }

    /** The same with the error of a call that words it otherwise. */
    public RuntimeException refusal(HttpRequest<?> request, BbbError error) {
        Optional<Duration> pause = attempts.count(Credential.CHECKSUM, request);
        return pause.isPresent() ? new TooManyException(pause.get()) : new BbbException(error);
    }
}
