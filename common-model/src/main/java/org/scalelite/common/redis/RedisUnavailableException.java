package org.scalelite.common.redis;

/** Redis did not answer, or not in time, or takes nothing at the moment. What was asked of it may or may not be done. */
public final class RedisUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private RedisUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    RedisUnavailableException(Throwable cause) {
        this("Redis does not answer: " + cause.getMessage(), cause);
    }

    static RedisUnavailableException refusing(Throwable cause) {
        return new RedisUnavailableException("Redis refuses for the moment: " + cause.getMessage(), cause);
    }
}
