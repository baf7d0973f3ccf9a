package org.scalelite.api.limit;

import io.micronaut.http.ServerHttpRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.commons.io.output.UnsynchronizedByteArrayOutputStream;
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
    private static final int BUFFER = 1 << 14;

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
         * Reads a form, and takes memory as it comes in; empty if it is longer than the limit.
         *
         * @throws BbbException if all others have taken the rest of the memory
         */
        public Optional<byte[]> read(ServerHttpRequest<?> request, int limit) throws IOException {
            UnsynchronizedByteArrayOutputStream bytes =
                    UnsynchronizedByteArrayOutputStream.builder().get();
            try (InputStream in = request.byteBody().toInputStream()) {
                byte[] buffer = new byte[BUFFER];
                int read;
                while ((read = in.read(buffer)) >= 0) {
                    if (bytes.size() + read > limit) {
                        return Optional.empty();
                    }
                    growTo(bytes.size() + read);
                    bytes.write(buffer, 0, read);
                }
            }
            return Optional.of(bytes.toByteArray());
        }

        /**
         * Takes as much as is missing.
         *
         * @param bytes of the form, so far
         * @throws BbbException if all others have taken the rest
         */
        void growTo(int bytes) {
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
