package org.scalelite.importer.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.playback.FileName;

/**
 * A tar whose headers about headers (long names, PAX) are bounded before the library reads them into memory, and whose names
 * are kept as bytes: the library would replace what is not UTF-8.
 */
final class BoundedTarInputStream extends TarArchiveInputStream {
    private static final String ONE_CHARACTER_A_BYTE = StandardCharsets.ISO_8859_1.name();
    private static final ZipEncoding BYTES = ZipEncodingHelper.getZipEncoding(ONE_CHARACTER_A_BYTE);
    private static final long MAX_EXTENSION_BYTES = 64 << 10;

    /** The library keeps all global headers until the end, and calls itself for each header that precedes an entry. */
    private static final long MAX_GLOBAL_BYTES = 256 << 10;

    private static final int MAX_EXTENSIONS_OF_AN_ENTRY = 8;
    private static final int SIZE_OFFSET = 124;

    private byte[] lastHeader = {};
    private int extensions;
    private boolean pax;
    private long globalBytes;

    BoundedTarInputStream(InputStream in) {
        super(in, ONE_CHARACTER_A_BYTE);
    }

    /** A header is larger than any that tar writes. */
    static final class HeaderTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        HeaderTooLargeException(String message) {
            super(message);
        }
    }

    @Override
    public @Nullable TarArchiveEntry getNextEntry() throws IOException {
        TarArchiveEntry entry = super.getNextEntry();
        extensions = 0;
        return entry;
    }

    @Override
    protected byte @Nullable [] readRecord() throws IOException {
        byte[] header = super.readRecord();
        if (header != null && header.length > TarConstants.LF_OFFSET) {
            check(header);
        }
        return header;
    }

    private void check(byte[] header) throws HeaderTooLargeException {
        switch (header[TarConstants.LF_OFFSET]) {
            case TarConstants.LF_PAX_EXTENDED_HEADER_LC, TarConstants.LF_PAX_EXTENDED_HEADER_UC -> {
                pax = true;
                bound(sizeOf(header), MAX_EXTENSION_BYTES);
            }
            case TarConstants.LF_GNUTYPE_LONGNAME, TarConstants.LF_GNUTYPE_LONGLINK ->
                bound(sizeOf(header), MAX_EXTENSION_BYTES);
            case TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER -> {
                pax = true;
                globalBytes += Math.min(sizeOf(header), MAX_GLOBAL_BYTES + 1);
                bound(globalBytes, MAX_GLOBAL_BYTES);
            }
            default -> lastHeader = header.clone();
        }
    }

    private void bound(long bytes, long limit) throws HeaderTooLargeException {
        extensions++;
        if (bytes < 0 || bytes > limit || extensions > MAX_EXTENSIONS_OF_AN_ENTRY) {
            throw new HeaderTooLargeException("a header larger than %d KiB, or more than %d headers of one file"
                    .formatted(limit >> 10, MAX_EXTENSIONS_OF_AN_ENTRY));
        }
    }

    private static long sizeOf(byte[] header) throws HeaderTooLargeException {
        try {
            return TarUtils.parseOctalOrBinary(header, SIZE_OFFSET, TarConstants.SIZELEN);
        } catch (IllegalArgumentException _) {
            throw new HeaderTooLargeException("a header whose size cannot be read");
        }
    }

    /** The name of the entry that was read last. The library has decoded a name in a PAX header, which is UTF-8. */
    String nameOf(TarArchiveEntry entry) throws IOException {
        String name = entry.getName();
        boolean isText = pax && !name.equals(new TarArchiveEntry(lastHeader, BYTES).getName());
        return isText ? name : decoded(name);
    }

    private static String decoded(String name) {
        return String.join(
                "/",
                Arrays.stream(name.split("/", -1))
                        .map(segment -> FileName.of(segment.getBytes(StandardCharsets.ISO_8859_1)))
                        .toList());
    }
}
