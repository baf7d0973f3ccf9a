package org.scalelite.common.bbb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a call to a BBB server. It can be opened more than once, for retries.
 *
 * @param contentType from the front-end
 * @param length in bytes
 */
public record BbbBody(String contentType, long length, Source source) {

    /** The source of the bytes. */
    @FunctionalInterface
    public interface Source {
        /** The bytes from the beginning. */
        InputStream open() throws IOException;
    }

    /** A body held in memory. */
    public static BbbBody of(String contentType, byte[] bytes) {
        return new BbbBody(contentType, bytes.length, () -> new ByteArrayInputStream(bytes));
    }
}
