package org.scalelite.common.xml;

import java.io.ByteArrayOutputStream;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** A document with some of its bytes replaced; nothing is copied as long as nothing is. */
final class Repairs {
    /** A document that grows by more than this is no text with a few odd characters. */
    private static final int MAX_GROWTH = 4 << 20;

    private final byte[] original;
    private @Nullable ByteArrayOutputStream repaired;
    private int copied;

    Repairs(byte[] original) {
        this.original = original;
    }

    /**
     * Replaces the bytes from {@code start} to before {@code end}. Calls come in the order of the document.
     *
     * @throws XMLStreamException if the document has grown too much by now
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
