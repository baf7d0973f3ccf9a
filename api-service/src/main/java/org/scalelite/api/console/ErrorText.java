package org.scalelite.api.console;

import io.micronaut.http.HttpStatus;
import java.util.Optional;
import org.scalelite.api.console.oidc.OidcException;
import org.scalelite.api.http.QueryText;
import org.scalelite.api.limit.WrongAttempts;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.database.DatabaseFailure;
import org.scalelite.common.database.DatabaseUnavailableException;
import org.scalelite.common.redis.RedisUnavailableException;

/** What an error page says. */
final class ErrorText {
    private ErrorText() {}

    /** The status, where the handler of the exception did not choose it for the console. */
    static Optional<HttpStatus> statusOf(Throwable failure) {
        if (failure instanceof BbbException) {
            return Optional.of(HttpStatus.SERVICE_UNAVAILABLE);
        }
        return failure instanceof InvalidInputException ? Optional.of(HttpStatus.BAD_REQUEST) : Optional.empty();
    }

    static String of(Throwable failure) {
        return switch (failure) {
            case ConsoleException console -> console.reason();
            case InvalidInputException invalid -> "Not allowed: %s.".formatted(invalid.getMessage());
            case QueryText.MalformedException _ -> "The link or the form is broken.";
            case OidcException login -> login.text();
            case WrongAttempts.TooManyException _ ->
                "Too many failed logins came from your address. Try again in a minute.";
            case BbbException _ -> "The load balancer is busy: try again in a moment.";
            case RedisUnavailableException _ ->
                "Redis does not answer, so the state of the pool is unknown. Meetings that run go on. See the log of"
                        + " the API and the state of Redis.";
            case DatabaseUnavailableException _ -> database();
            case Throwable other when DatabaseFailure.isTransient(other) -> database();
            case Throwable _ -> "The load balancer failed: its log has the reason.";
        };
    }

    private static String database() {
        return "PostgreSQL does not answer, so recordings and callbacks are not shown. Pool and meetings work.";
    }
}
