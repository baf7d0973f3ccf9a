package org.scalelite.common.xml;

import java.io.ByteArrayOutputStream;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** A document with replaced bytes; copied on the first replacement only. */
final class Repairs {
    /** The limit for the growth of a document. */
    private static final int MAX_GROWTH = 4 << 20;

    private final byte[] original;
    private @Nullable ByteArrayOutputStream repaired;
    private int copied;

    Repairs(byte[] original) {
        this.original = original;
    }

    /**
     * Replaces the bytes from {@code start} to before {@code end}. Must be called in document order.
     *
     * @throws XMLStreamException if the document has grown too much
     */
    void replace(int start, int end, byte[] replacement) throws XMLStreamException {
        ByteArrayOutputStream bytes = repaired == null ? new ByteArrayOutputStream(original.length) : repaired;
        repaired = bytes;
        bytes.write(original, copied, start - copied);
        bytes.writeBytes(replacement);
        copied = end;
        if (bytes.size() - end > MAX_GROWTH) {
            throw new XMLStreamException("too many characters that XML cannot hold");
        }
    }

    byte[] toBytes() {
        if (repaired == null) {
            return original;
        }
        repaired.write(original, copied, original.length - copied);
        copied = original.length;
        return repaired.toByteArray();
    }
}
