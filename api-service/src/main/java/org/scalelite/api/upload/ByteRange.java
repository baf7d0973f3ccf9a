package org.scalelite.api.upload;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of an archive that a request contains.
 *
 * @param start offset of the first byte
 * @param length number of bytes, possibly 0
 */
record ByteRange(long start, long length) {
    private static final Pattern BYTES = Pattern.compile("bytes (?:([0-9]{1,18})-([0-9]{1,18})|\\*)/([0-9]{1,18})");

    /**
     * Reads {@code bytes START-END/SIZE}, or {@code bytes * /SIZE} (without the blank) for no bytes.
     *
     * @param header Content-Range; without it the request contains the whole archive
     * @param contentLength of the request, if it is known
     * @throws UploadException if the headers contradict each other or the announced size
     */
    static ByteRange of(Optional<String> header, OptionalLong contentLength, long size) {
        ByteRange range = header.map(text -> parse(text, size)).orElseGet(() -> new ByteRange(0, size));
        if (contentLength.isPresent() && contentLength.getAsLong() != range.length()) {
            throw new UploadException(
                    UploadError.malformed("Content-Length is %d, but these are %d bytes of an archive of %d"
                            .formatted(contentLength.getAsLong(), range.length(), size)));
        }
        return range;
    }

    private static ByteRange parse(String text, long size) {
        Matcher matcher = BYTES.matcher(text.strip());
        if (!matcher.matches() || Long.parseLong(matcher.group(3)) != size) {
            throw contradiction(size);
        }
        if (matcher.group(1) == null) {
            return new ByteRange(size, 0);
        }
        long start = Long.parseLong(matcher.group(1));
        long end = Long.parseLong(matcher.group(2));
        if (start > end || end >= size) {
            throw contradiction(size);
        }
        return new ByteRange(start, end - start + 1);
    }

    private static UploadException contradiction(long size) {
        return new UploadException(UploadError.malformed(
                "Content-Range must be \"bytes START-END/%d\" with START and END inside the archive, or \"bytes */%d\""
                        .formatted(size, size)));
    }
}
