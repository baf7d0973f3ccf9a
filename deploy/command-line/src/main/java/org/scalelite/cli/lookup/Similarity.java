package org.scalelite.cli.lookup;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which names a mistyped one may have meant, by their edit distance. */
final class Similarity {
    private static final int MOST = 3;
    private static final int SHORTEST_PART = 3;
    private static final int LONGEST = 256;
    private static final int CHARACTERS_PER_MISTAKE = 4;

    private Similarity() {}

    private record Candidate<T>(T item, int distance) {}

    /** Those with a similar name, the most similar first. */
    static <T> List<T> mostSimilar(String typed, Collection<T> items, Function<T, Stream<String>> names) {
        if (typed.isEmpty() || typed.length() > LONGEST) {
            return List.of();
        }
        int limit = Math.max(1, typed.length() / CHARACTERS_PER_MISTAKE);
        return items.stream()
                .map(item -> new Candidate<>(
                        item,
                        names.apply(item)
                                .mapToInt(name -> difference(typed, name))
                                .min()
                                .orElse(Integer.MAX_VALUE)))
                .filter(candidate -> candidate.distance() <= limit)
                .sorted(Comparator.comparingInt(Candidate::distance))
                .limit(MOST)
                .map(Candidate::item)
                .toList();
    }

    /** A part of a name counts as one mistake. */
    private static int difference(String typed, String name) {
        if (typed.length() >= SHORTEST_PART && name.contains(typed)) {
            return 1;
        }
        return Math.abs(typed.length() - name.length()) > typed.length() ? Integer.MAX_VALUE : distance(typed, name);
    }

    /** Levenshtein's distance. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
