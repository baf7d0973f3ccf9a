package org.scalelite.benchmarks;

import java.io.Serial;

/** Says why a run cannot go on. */
final class BenchmarkException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    BenchmarkException(String message) {
        super(message);
    }

    BenchmarkException(String message, Throwable cause) {
        super(message, cause);
    }
}
