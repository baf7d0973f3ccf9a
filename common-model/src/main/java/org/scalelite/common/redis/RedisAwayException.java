package org.scalelite.common.redis;

/** Redis did not answer, or not in time, or takes nothing at the moment. What was asked of it may or may not be done. */
public final class RedisAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private RedisAwayException(String message, Throwable cause) {
        super(message, cause);
    }

    RedisAwayException(Throwable cause) {
        this("Redis does not answer: " + cause.getMessage(), cause);
    }

    static RedisAwayException refusing(Throwable cause) {
        return new RedisAwayException("Redis refuses for the moment: " + cause.getMessage(), cause);
    }
}
