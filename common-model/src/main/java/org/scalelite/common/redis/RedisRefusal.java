package org.scalelite.common.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.regex.Pattern;
import org.scalelite.common.logging.Causes;

/**
 * Errors of a Redis that cannot do anything at the moment. It has changed nothing then: of a script, it refuses the first
 * write.
 */
final class RedisRefusal {
    // Releases before 7 put the error of a script's command into a sentence, behind a hyphen.
    private static final Pattern READ_ONLY = Pattern.compile("(^|-)READONLY ");
    private static final Pattern FOR_NOW =
            Pattern.compile("(^|-)(READONLY|NOREPLICAS|MASTERDOWN|LOADING|BUSY|MISCONF|OOM|NOAUTH) ");

    // PING is among the commands that a full disk (MISCONF) or an access list (NOPERM) forbids, while others work.
    private static final Pattern OF_EVERYTHING = Pattern.compile("^(LOADING|BUSY|MASTERDOWN|NOAUTH) ");

    // The ERR of releases before 6, which know no users.
    private static final Pattern LOGIN =
            Pattern.compile("^(WRONGPASS|NOAUTH) |^ERR (invalid password|Client sent AUTH|AUTH )");

    private RedisRefusal() {}

    static String rootMessage(Throwable failure) {
        return String.valueOf(Causes.root(failure).getMessage());
    }

    /** Whether it refuses the login, which no repetition changes. */
    static boolean isAuthenticationError(Throwable failure) {
        return Causes.of(failure).stream()
                .anyMatch(cause -> cause instanceof RedisCommandExecutionException
                        && LOGIN.matcher(String.valueOf(cause.getMessage())).find());
    }

    /** How it refuses the login, and what to do about it. */
    static String loginProblem(Throwable failure) {
        return refusal(failure) + ": " + cure(failure);
    }

    static String refusal(Throwable failure) {
        return "refuses the login (%s)".formatted(rootMessage(failure));
    }

    static String cure(Throwable failure) {
        return "the password is wrong or missing, give the right one in "
                + (isOfSentinel(failure) ? "REDIS_SENTINEL_PASSWORD" : "REDIS_URL");
    }

    /** Whether a Sentinel refuses, not Redis: the driver's own message is around the answer. */
    private static boolean isOfSentinel(Throwable failure) {
        return Causes.of(failure).stream()
                .anyMatch(cause -> String.valueOf(cause.getMessage()).startsWith("Cannot connect to a Redis Sentinel"));
    }

    /** Whether it is a replica, such as a primary that was demoted. */
    static boolean isReadOnly(RedisCommandExecutionException failure) {
        return READ_ONLY.matcher(String.valueOf(failure.getMessage())).find();
    }

    /** Whether no command would be taken, neither a write nor a read. */
    static boolean rejectsAllCommands(RedisCommandExecutionException failure) {
        return OF_EVERYTHING.matcher(String.valueOf(failure.getMessage())).find();
    }

    /** The same failure for the callers: a refusal for the moment counts as an outage, the rest as a fault of ours. */
    static RuntimeException translated(RedisCommandExecutionException failure) {
        boolean forNow = FOR_NOW.matcher(String.valueOf(failure.getMessage())).find();
        return forNow ? RedisUnavailableException.refusing(failure) : failure;
    }
}
