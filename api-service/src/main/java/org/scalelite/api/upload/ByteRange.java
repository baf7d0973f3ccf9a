package org.scalelite.api.upload;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of an archive a request brings.
 *
 * @param start offset of the first one
 * @param length how many, possibly none
 */
record ByteRange(long start, long length) {
    private static final Pattern BYTES = Pattern.compile("bytes (?:([0-9]{1,18})-([0-9]{1,18})|\\*)/([0-9]{1,18})");

    /**
     * Reads {@code bytes START-END/SIZE}, or {@code bytes * /SIZE} (without the blank) for none at all.
     *
     * @param header of the name Content-Range; without it all of the archive is meant
     * @param contentLength of the request, if it names one
     * @throws UploadRefusedException if the headers contradict each other or the announced size
     */
    static ByteRange of(Optional<String> header, OptionalLong contentLength, long size) {
        ByteRange range = header.map(text -> parse(text, size)).orElseGet(() -> new ByteRange(0, size));
        if (contentLength.isPresent() && contentLength.getAsLong() != range.length()) {
            throw new UploadRefusedException(
                    Refusal.malformed("Content-Length is %d, but these are %d bytes of an archive of %d"
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

    private static UploadRefusedException contradiction(long size) {
        return new UploadRefusedException(Refusal.malformed(
                "Content-Range must be \"bytes START-END/%d\" with START and END inside the archive, or \"bytes */%d\""
                        .formatted(size, size)));
    }
}
