package org.scalelite.api.console.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagerTest {
    private static final int SIZE = 100;

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0 of 0, '', ''",
        "1, 100, 100, 1 to 100 of 100, '', ''",
        "1, 100, 101, 1 to 100 of 101, '', 2",
        "2, 1, 101, 101 to 101 of 101, 1, ''",
        "2, 100, 250, 101 to 200 of 250, 1, 3",
        "9, 0, 250, 0 of 250, 8, ''"
    })
    void linksNeighbours(String page, int shown, long total, String text, String previous, String next) {
        Pager pager =
                Pager.of(Pager.Position.of(Optional.of(page), SIZE), "/history", Map.of("tenant", "a&b"), shown, total);
        assertThat(pager).isEqualTo(new Pager(text, link(previous), link(next)));
    }

    private static String link(String page) {
        return page.isEmpty() ? "" : "/scalelite/console/history?page=" + page + "&tenant=a%26b";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "x", "100001", "99999999999999999999", "1;"})
    void showsTheFirstPageForAnInvalidNumber(String page) {
        assertThat(Pager.Position.of(Optional.of(page), SIZE).offset()).isZero();
    }
}
