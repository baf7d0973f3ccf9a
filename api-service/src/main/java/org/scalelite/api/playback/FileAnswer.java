package org.scalelite.api.playback;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.api.http.FileRequest;
import org.scalelite.api.http.PageAnswer;
import org.scalelite.api.http.cache.EntityTag;

/** The answer with a file: whole, partial or not modified (RFC 9110, sections 13 and 14). */
final class FileAnswer {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int BAD_RANGE = 416;

    private final FileTree.Place.File file;
    private final FileRequest request;
    private final Map<String, String> headers;
    private final EntityTag etag;
    private final Instant modified;

    private FileAnswer(FileTree.Place.File file, FileRequest request, Map<String, String> more) {
        this.file = file;
        this.request = request;
        this.modified = file.modified().truncatedTo(ChronoUnit.SECONDS);
        this.etag = EntityTag.strong("%x-%x".formatted(file.modified().toEpochMilli(), file.size()));
        this.headers = new LinkedHashMap<>(more);
        headers.put("ETag", etag.text());
        headers.put("Last-Modified", HTTP_DATE.format(modified));
        headers.put("Accept-Ranges", "bytes");
    }

    static PageAnswer of(FileTree.Place.File file, FileRequest request, Map<String, String> more) {
        return new FileAnswer(file, request, more).answer();
    }

    private PageAnswer answer() {
        if (isNotModified()) {
            headers.remove("Content-Type");
            return PageAnswer.empty(NOT_MODIFIED, headers);
        }
        RequestedRange range = request.isHead() || !ifRangeMatches()
                ? new RequestedRange.Whole()
                : RequestedRange.of(request.header("Range").orElse(""), file.size());
        return switch (range) {
            case RequestedRange.Whole() -> slice(OK, 0, file.size());
            case RequestedRange.Part(long from, long to) -> {
                headers.put("Content-Range", "bytes %d-%d/%d".formatted(from, to, file.size()));
                yield slice(PARTIAL, from, to - from + 1);
            }
            case RequestedRange.Unsatisfiable() -> {
                headers.put("Content-Range", "bytes */%d".formatted(file.size()));
                headers.remove("Content-Type");
                yield PageAnswer.empty(BAD_RANGE, headers);
            }
        };
    }

    private PageAnswer slice(int status, long from, long length) {
        return new PageAnswer(status, headers, new PageAnswer.Content.Slice(file.path(), from, length));
    }

    /** If-None-Match takes precedence over If-Modified-Since. */
    private boolean isNotModified() {
        return request.header("If-None-Match")
                .map(listed -> etag.isAmong(List.of(listed)))
                .orElseGet(() -> date("If-Modified-Since")
                        .map(since -> !modified.isAfter(since))
                        .orElse(false));
    }

    /** A browser with a part of another version gets the whole file. */
    private boolean ifRangeMatches() {
        return request.header("If-Range")
                .map(validator -> validator.equals(etag.text())
                        || date("If-Range").map(modified::equals).orElse(false))
                .orElse(true);
    }

    private Optional<Instant> date(String header) {
        return request.header(header).flatMap(text -> {
            try {
                return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        });
    }

    /** The byte range of a request. */
    sealed interface RequestedRange {
        /** The whole file: no valid range, or more than one. */
        record Whole() implements RequestedRange {}

        /** One range, both ends included. */
        record Part(long from, long to) implements RequestedRange {}

        /** A range outside of the file. */
        record Unsatisfiable() implements RequestedRange {}

        Pattern SYNTAX = Pattern.compile("bytes=\\s*([0-9]*)-([0-9]*)\\s*", Pattern.CASE_INSENSITIVE);
        int LONG_DIGITS = 18;

        /** Parses the header Range. */
        static RequestedRange of(String header, long size) {
            Matcher range = SYNTAX.matcher(header);
            if (!range.matches()) {
                return new Whole();
            }
            String first = range.group(1);
            String last = range.group(2);
            if (first.isEmpty()) {
                return last.isEmpty() ? new Whole() : suffix(number(last), size);
            }
            long from = number(first);
            long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
            if (to < from) {
                return new Whole();
            }
            return from < size ? new Part(from, Math.min(to, size - 1)) : new Unsatisfiable();
        }

        private static RequestedRange suffix(long length, long size) {
            return length == 0 || size == 0 ? new Unsatisfiable() : new Part(Math.max(0, size - length), size - 1);
        }

        private static long number(String digits) {
            return digits.length() > LONG_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
        }
    }
}
