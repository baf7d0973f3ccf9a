package org.scalelite.common.playback;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Path and query of a link in the metadata of a recording, to which browsers are redirected. Links are untrusted: a
 * path that leads to another host, contains "..", or is invalid in a header is rejected.
 *
 * @param value begins with exactly one slash
 */
public record PlaybackPath(String value) {
    private static final int MAX_LENGTH = 4096;

    /**
     * A validated path.
     *
     * @throws IllegalArgumentException if it may lead to another host
     */
    public PlaybackPath {
        if (!isLocal(value)) {
            throw new IllegalArgumentException("not a path on this host");
        }
    }

    /** The path of a link without its host: http, https or an absolute path; otherwise empty. */
    public static Optional<PlaybackPath> of(String link) {
        String path = withoutOrigin(link);
        return isLocal(path) ? Optional.of(new PlaybackPath(path)) : Optional.empty();
    }

    /** The path of a link in a migrated database, where the first slash may be missing. */
    public static Optional<PlaybackPath> ofStored(String link) {
        String path = withoutOrigin(link);
        return of(path.startsWith("/") ? path : "/" + path);
    }

    private static String withoutOrigin(String link) {
        String start =
                link.substring(0, Math.min(link.length(), "https://".length())).toLowerCase(Locale.ROOT);
        if (!start.startsWith("http://") && !start.equals("https://")) {
            return link;
        }
        int path = link.indexOf('/', link.indexOf("://") + "://".length());
        return path < 0 ? "" : link.substring(path);
    }

    private static boolean isLocal(String value) {
        if (value.length() > MAX_LENGTH
                || !value.startsWith("/")
                || !value.chars().allMatch(PlaybackPath::isPlain)) {
            return false;
        }
        String path = pathOf(value)
                .toLowerCase(Locale.ROOT)
                .replace("%2e", ".")
                .replace("%2f", "/")
                .replace("%5c", "\\");
        return !path.contains("//")
                && path.indexOf('\\') < 0
                && Arrays.stream(path.split("/", -1)).noneMatch(segment -> segment.equals(".."));
    }

    private static boolean isPlain(int character) {
        return !Character.isISOControl(character) && character != '\\';
    }

    private static String pathOf(String value) {
        int end = 0;
        while (end < value.length() && value.charAt(end) != '?' && value.charAt(end) != '#') {
            end++;
        }
        return value.substring(0, end);
    }

    /** Whether the path contains the record id as a whole, as the links of BBB do. */
    public boolean names(String recordId) {
        for (int at = value.indexOf(recordId); at >= 0; at = value.indexOf(recordId, at + 1)) {
            int end = at + recordId.length();
            boolean begins = !isPartOfId(value.charAt(at - 1));
            if (begins && (end == value.length() || !isPartOfId(value.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPartOfId(char character) {
        return Character.isLetterOrDigit(character) || character == '-' || character == '_';
    }
}
