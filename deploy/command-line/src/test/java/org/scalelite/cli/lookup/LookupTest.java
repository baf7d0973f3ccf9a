package org.scalelite.cli.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.admin.InvalidInputException;

/** What operators call servers and tenants. */
class LookupTest {
    private static final Lookup SERVERS = new Lookup(
            "servers",
            List.of(
                    server("97848eab-1", "bbb1.example.com", "https://bbb1.example.com/bigbluebutton/api"),
                    server("97aa0000-2", "bbb2.example.com", "https://bbb2.example.com/bigbluebutton/api"),
                    server("d4206fea-3", "127.0.0.1:8090", "127.0.0.1", "http://127.0.0.1:8090/bigbluebutton/api"),
                    server("e5206fea-4", "127.0.0.1:8091", "127.0.0.1", "http://127.0.0.1:8091/bigbluebutton/api"),
                    server("bbb3.example.com", "bbb3.example.com"),
                    // Its id is the host of another server.
                    server("bbb2.example.com", "bbb9.example.com")));

    private static Lookup.Entry server(String id, String... names) {
        return new Lookup.Entry(id, List.of(names));
    }

    @ParameterizedTest
    @CsvSource({
        "97848eab-1, 97848eab-1",
        "978, 97848eab-1",
        "D42, d4206fea-3",
        "bbb1.example.com, 97848eab-1",
        "BBB1.Example.com, 97848eab-1",
        "https://bbb1.example.com/bigbluebutton/api, 97848eab-1",
        "https://bbb1.example.com/bigbluebutton/api/, 97848eab-1",
        "127.0.0.1:8091, e5206fea-4",
        "bbb2.example.com, bbb2.example.com",
        "bbb9.example.com, bbb2.example.com",
        "bbb3, bbb3.example.com",
        "unknown, unknown",
        "'', ''",
        "' ', ' '",
    })
    void findsByIdNameOrUniqueBeginning(String typed, String id) {
        assertThat(SERVERS.id(typed)).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            97        | 97848eab-1 (bbb1.example.com), 97aa0000-2 (bbb2.example.com)
            127.0.0.1 | d4206fea-3 (127.0.0.1:8090), e5206fea-4 (127.0.0.1:8091)
            """)
    void ambiguousNameListsCandidates(String typed, String candidates) {
        assertThatThrownBy(() -> SERVERS.id(typed))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("'%s' may mean several servers: %s; give the id", typed, candidates);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bb1.example.com | : did you mean bbb1.example.com or bbb2.example.com or bbb3.example.com?
            bbb1            | : did you mean bbb1.example.com?
            97848eaa-1      | : did you mean bbb1.example.com?
            unknown         | ''
            x               | ''
            ''              | ''
            """)
    void suggestsSimilarNames(String typed, String hint) {
        assertThat(SERVERS.hint(typed)).isEqualTo(hint);
    }

    @Test
    void limitsCandidates() {
        Lookup many = new Lookup(
                "tenants",
                IntStream.range(100, 200).mapToObj(i -> server("t" + i)).toList());

        assertThatThrownBy(() -> many.id("t1"))
                .hasMessage(
                        "'t1' may mean several tenants: t100, t101, t102, t103, t104, t105, t106, t107, t108, t109, …;"
                                + " give the id");
    }

    @Test
    void textFromOutsideHasNoControlCharacters() {
        Lookup hostile =
                new Lookup("tenants", List.of(server("a1", "\u001b[2Jschool\u009b"), server("a2", "\u202eschool2")));

        assertThatThrownBy(() -> hostile.id("a"))
                .hasMessage("'a' may mean several tenants: a1 (?[2Jschool?), a2 (?school2); give the id");
        assertThat(hostile.hint("school")).isEqualTo(": did you mean ?[2Jschool? or ?school2?");
        assertThat(hostile.label("a1", "\u001b[2Jschool\u009b")).isEqualTo("a1 (?[2Jschool?)");
    }

    @Test
    void rakeKnowsIdsAlone() {
        assertThat(Lookup.IDS_ONLY.id("bbb1.example.com")).isEqualTo("bbb1.example.com");
        assertThat(Lookup.IDS_ONLY.hint("bbb1.example.com")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "abc, abc, 0",
        "abc, abd, 1",
        "abc, acb, 1",
        "abc, ab, 1",
        "kitten, sitting, 3",
        "'', abc, 3"
    })
    void countsEdits(String one, String other, int distance) {
        assertThat(Similarity.distance(one, other)).isEqualTo(distance);
        assertThat(Similarity.distance(other, one)).isEqualTo(distance);
    }
}
