package org.scalelite.api.playback;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The byte range of a request. */
sealed interface ByteRange {
    /** The whole file: no valid range, or more than one. */
    record Whole() implements ByteRange {}

    /** One range, both ends included. */
    record Part(long from, long to) implements ByteRange {}

    /** A range outside of the file. */
    record Unsatisfiable() implements ByteRange {}

    Pattern SYNTAX = Pattern.compile("bytes=\\s*([0-9]*)-([0-9]*)\\s*", Pattern.CASE_INSENSITIVE);
    int LONG_DIGITS = 18;

    /** Parses the header Range. */
    static ByteRange of(String header, long size) {
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

    private static ByteRange suffix(long length, long size) {
        return length == 0 || size == 0 ? new Unsatisfiable() : new Part(Math.max(0, size - length), size - 1);
    }

    private static long number(String digits) {
        return digits.length() > LONG_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
