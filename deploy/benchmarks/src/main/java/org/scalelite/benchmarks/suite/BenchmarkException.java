package org.scalelite.benchmarks.suite;

import java.io.Serial;

/** Says why a run cannot go on. */
public final class BenchmarkException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public BenchmarkException(String message) {
        super(message);
    }

    public BenchmarkException(String message, Throwable cause) {
        super(message, cause);
    }
}
