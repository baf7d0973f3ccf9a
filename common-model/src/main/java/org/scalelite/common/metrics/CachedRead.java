package org.scalelite.common.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A value of a store for any number of readers. It is read again after some time, and waited for as {@link BoundedRead} does:
 * neither many readers nor a store that hangs delay a page by more than a second.
 */
public final class CachedRead<T> {
    private final Duration maxAge;
    private final BoundedRead read;
    private volatile Optional<T> last = Optional.empty();
    private volatile long readNanos;

    public CachedRead(Duration maxAge, Supplier<T> value) {
        this.maxAge = maxAge;
        this.read = new BoundedRead(() -> last = Optional.of(value.get()));
        this.readNanos = System.nanoTime() - maxAge.toNanos();
    }

    /** The value; empty while the store does not answer. */
    public Optional<T> get() {
        if (System.nanoTime() - readNanos >= maxAge.toNanos()) {
            if (!read.run()) {
                last = Optional.empty();
            }
            readNanos = System.nanoTime();
        }
        return last;
    }
}
