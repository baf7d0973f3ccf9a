package org.scalelite.common.redis;

/** Redis did not answer, or not in time. What was asked of it may or may not have been done. */
public final class RedisAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedisAwayException(Throwable cause) {
        super("Redis does not answer: " + cause.getMessage(), cause);
    }
}
