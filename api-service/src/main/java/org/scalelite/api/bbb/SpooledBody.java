package org.scalelite.api.bbb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.commons.io.output.DeferredFileOutputStream;
import org.scalelite.api.http.QueryText;
import org.scalelite.common.bbb.BbbBody;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;

/** A body that was read to its end: in memory while it is small, else in a temporary file that goes with it. */
record SpooledBody(DeferredFileOutputStream bytes, String contentType) implements AutoCloseable {
    private static final int MAX_IN_MEMORY = 1 << 20;
    private static final int BUFFER = 1 << 16;

    /**
     * Reads a body.
     *
     * @throws BbbException if it is too large
     * @throws QueryText.MalformedException if the client hangs up
     * @throws IOException if it cannot be kept
     */
    static SpooledBody read(InputStream in, String contentType, long limit) throws IOException {
        DeferredFileOutputStream bytes = DeferredFileOutputStream.builder()
                .setThreshold(MAX_IN_MEMORY)
                .setPrefix("slides")
                .setSuffix(".xml")
                .get();
        SpooledBody body = new SpooledBody(bytes, contentType);
        try (bytes) {
            copy(in, bytes, limit);
            return body;
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        }
    }

    private static void copy(InputStream in, DeferredFileOutputStream out, long limit) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int read;
        while ((read = received(in, buffer)) >= 0) {
            if (out.getByteCount() + read > limit) {
                throw new BbbException(BbbError.bodyTooLarge(limit));
            }
            out.write(buffer, 0, read);
        }
    }

    private static int received(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException _) {
            throw new QueryText.MalformedException("the body broke off");
        }
    }

    /** The body, unless it is empty. */
    Optional<BbbBody> content() {
        return bytes.getByteCount() == 0
                ? Optional.empty()
                : Optional.of(new BbbBody(contentType, bytes.getByteCount(), bytes::toInputStream));
    }

    @Override
    public void close() {
        if (bytes.isInMemory()) {
            return;
        }
        try {
            Files.deleteIfExists(bytes.getPath());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the spooled slides", e);
        }
    }
}
