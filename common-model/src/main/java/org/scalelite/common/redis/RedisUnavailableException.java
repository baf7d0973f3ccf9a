package org.scalelite.common.redis;

/** Redis did not answer, or not in time, or takes no commands at the moment. The command may have been carried out or not. */
public final class RedisUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private RedisUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public RedisUnavailableException(Throwable cause) {
        this("Redis does not answer: " + cause.getMessage(), cause);
    }

    static RedisUnavailableException refusing(Throwable cause) {
        return new RedisUnavailableException("Redis refuses for the moment: " + cause.getMessage(), cause);
    }
}
