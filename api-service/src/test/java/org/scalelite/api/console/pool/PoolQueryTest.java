package org.scalelite.api.console.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.api.console.testing.Facts;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerFacts;

class PoolQueryTest {
    private static final List<ServerFacts> POOL = List.of(
            Facts.of("beta", Server.State.ENABLED, "healthy", 9),
            Facts.of("alpha", Server.State.CORDONED, "suspect", 3),
            Facts.of("gamma", Server.State.DISABLED, "offline", 20));

    private static String found(Map<String, String> parameters) {
        return String.join(
                " ",
                PoolQuery.of(parameters).apply(POOL).stream()
                        .map(facts -> facts.server().id().value())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''    | ''       | ''       | alpha beta gamma
            ''    | ''       | -host    | gamma beta alpha
            ''    | ''       | users    | alpha beta gamma
            ''    | ''       | -users   | gamma beta alpha
            ''    | ''       | state    | beta alpha gamma
            ''    | ''       | unknown  | alpha beta gamma
            ''    | ''       | --host   | gamma beta alpha
            A.EX  | ''       | ''       | alpha beta gamma
            BETA  | ''       | ''       | beta
            gpu   | ''       | ''       | alpha beta gamma
            ''    | cordoned | ''       | alpha
            ''    | offline  | ''       | gamma
            ''    | unknown  | ''       | ''
            alpha | offline  | ''       | ''
            """)
    void filtersAndSorts(String text, String state, String sort, String expected) {
        assertThat(found(Map.of("text", text, "state", state, "sort", sort))).isEqualTo(expected);
    }

    @Test
    void reversesTheOrderOfTheSameColumn() {
        PoolQuery byHost = PoolQuery.of(Map.of("text", "a"));
        assertThat(byHost.sortedBy(PoolQuery.Sort.HOST))
                .containsEntry("sort", "-host")
                .containsEntry("text", "a");
        assertThat(byHost.sortedBy(PoolQuery.Sort.USERS)).containsEntry("sort", "-users");
        PoolQuery byUsers = PoolQuery.of(byHost.sortedBy(PoolQuery.Sort.USERS));
        assertThat(byUsers.sortedBy(PoolQuery.Sort.USERS)).containsEntry("sort", "users");
        assertThat(byUsers.ariaSort(PoolQuery.Sort.USERS)).isEqualTo("descending");
        assertThat(byUsers.ariaSort(PoolQuery.Sort.HOST)).isEqualTo("none");
    }
}
