package org.scalelite.cli.lookup;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which names a mistyped one may have meant, by their edit distance. */
public final class Similarity {
    private static final int MOST = 3;
    private static final int SHORTEST_PART = 3;
    private static final int LONGEST = 256;
    private static final int CHARACTERS_PER_MISTAKE = 4;

    private Similarity() {}

    private record Candidate<T>(T item, int distance) {}

    /** Those with a similar name, the most similar first. */
    public static <T> List<T> mostSimilar(String typed, Collection<T> items, Function<T, Stream<String>> names) {
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

    /** The number of characters to insert, delete, replace or swap with the next one. */
    static int distance(String one, String other) {
        int[][] edits = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : edits(edits, one, other, i, j);
            }
        }
        return edits[one.length()][other.length()];
    }

    private static int edits(int[][] edits, String one, String other, int i, int j) {
        boolean equal = one.charAt(i - 1) == other.charAt(j - 1);
        int least = Math.min(edits[i - 1][j - 1] + (equal ? 0 : 1), Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}
