package org.scalelite.api.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.scalelite.common.playback.FileName;

/**
 * A path, decoded once and segment by segment, so that no escape becomes a slash or two dots later.
 *
 * @param first the first segment; empty if it cannot be decoded
 * @param segments all of them; empty if one of them is no name of a file
 * @param isDirectory whether it ends with a slash
 */
public record FilePath(String first, Optional<List<String>> segments, boolean isDirectory) {
    private static final Pattern NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]+");
    private static final int LONGEST = 4096;

    public FilePath {
        segments = segments.map(List::copyOf);
    }

    static FilePath of(String path) {
        boolean isDirectory = path.endsWith("/");
        String inner =
                path.substring(Math.min(1, path.length()), path.length() - (isDirectory && path.length() > 1 ? 1 : 0));
        String[] sent = inner.split("/", -1);
        return new FilePath(
                name(sent[0]).orElse(""), path.length() > LONGEST ? Optional.empty() : names(sent), isDirectory);
    }

    private static Optional<List<String>> names(String... sent) {
        List<String> names = new ArrayList<>(sent.length);
        for (String segment : sent) {
            Optional<String> name = name(segment);
            if (name.isEmpty()) {
                return Optional.empty();
            }
            names.add(name.get());
        }
        return Optional.of(names);
    }

    private static Optional<String> name(String segment) {
        try {
            // A plus is a plus in a path.
            return Optional.of(FileName.of(QueryText.decodedBytes(segment.replace("+", "%2B"))))
                    .filter(name -> NAME.matcher(name).matches())
                    .filter(name -> !name.equals(".") && !name.equals(".."));
        } catch (QueryText.MalformedException _) {
            return Optional.empty();
        }
    }

    /** These segments as the path of an address. */
    public static String encoded(List<String> segments, boolean isDirectory) {
        return segments.stream()
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/", "/", isDirectory ? "/" : ""));
    }

    @Override
    public String toString() {
        return segments.map(names -> encoded(names, isDirectory)).orElse("/" + first + "/…");
    }
}
