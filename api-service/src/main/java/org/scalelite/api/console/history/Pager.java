package org.scalelite.api.console.history;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.console.page.Link;

/**
 * Where a page is among the pages of a list.
 *
 * @param text which entries it has
 * @param previous address of the page before; empty: there is none
 * @param next address of the page after; empty: there is none
 */
public record Pager(String text, String previous, String next) {
    private static final int MAX_PAGE = 100_000;

    /** A page of a list, as its address names it. */
    public record Position(int number, int size) {
        /** From the parameter {@code page}; the first page if it is no page. */
        public static Position of(Optional<String> page, int size) {
            int number = page.filter(text -> text.matches("[1-9][0-9]{0,5}"))
                    .map(Integer::parseInt)
                    .filter(given -> given <= MAX_PAGE)
                    .orElse(1);
            return new Position(number, size);
        }

        public int offset() {
            return (number - 1) * size;
        }
    }

    /**
     * Around the entries that were found.
     *
     * @param path of the page
     * @param parameters of the page without its position
     * @param shown entries of this page
     * @param total entries of all pages
     */
    public static Pager of(Position at, String path, Map<String, String> parameters, int shown, long total) {
        int first = at.offset() + 1;
        int last = at.offset() + shown;
        return new Pager(
                shown == 0 ? "0 of %d".formatted(total) : "%d to %d of %d".formatted(first, last, total),
                at.number() > 1 ? link(at.number() - 1, path, parameters) : "",
                shown > 0 && last < total ? link(at.number() + 1, path, parameters) : "");
    }

    private static String link(int number, String path, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("page", String.valueOf(number));
        return Link.to(path, all);
    }
}
