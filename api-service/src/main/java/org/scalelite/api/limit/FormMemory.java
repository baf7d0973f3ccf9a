package org.scalelite.api.limit;

import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;

/** Memory for forms: a checksum may be in a form, so it is read before its sender is authenticated. */
@Singleton
public final class FormMemory {
    /** For a moment a form takes about ten times its bytes: as they came, as a text, in pieces, decoded. */
    private static final int SHARE_OF_HEAP = 16;

    private static final long LEAST = 8L << 20;
    private static final long MOST = 32L << 20;
    private static final int KIB = 1 << 10;

    private final Semaphore kib;

    FormMemory() {
        long bytes = Math.clamp(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, LEAST, MOST);
        this.kib = new Semaphore((int) (bytes / KIB));
    }

    /** For one call; nothing is taken yet. */
    public Lease lease() {
        return new Lease();
    }

    /** What one call has taken, until it is closed. */
    public final class Lease implements AutoCloseable {
        private int held;

        /**
         * Takes as much as is missing.
         *
         * @param bytes of the form, so far
         * @throws BbbException if all others have taken the rest
         */
        public void growTo(int bytes) {
            int missing = Math.ceilDiv(bytes, KIB) - held;
            if (missing <= 0) {
                return;
            }
            if (!kib.tryAcquire(missing)) {
                throw new BbbException(BbbError.overloaded());
            }
            held += missing;
        }

        @Override
        public void close() {
            kib.release(held);
            held = 0;
        }
    }
}
