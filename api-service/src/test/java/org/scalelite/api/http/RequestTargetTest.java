package org.scalelite.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths for the router, and queries as they were sent (specification, sections 5.3 and 5.13). */
class RequestTargetTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # target                           | path     | sent      | query
            /                                  | /        | /         | ``
            ``                                 | /        | ``        | ``
            /a/b                               | /a/b     | /a/b      | ``
            /a/b/                              | /a/b     | /a/b/     | ``
            //a///b//                          | /a/b     | /a/b/     | ``
            /a?b=c                             | /a       | /a        | b=c
            /a?b?c                             | /a       | /a        | b?c
            /a?//x                             | /a       | /a        | //x
            /a?b=%zz&c=ü                       | /a       | /a        | b=%zz&c=ü
            /a?b#c                             | /a       | /a        | b
            /a#b?c                             | /a       | /a        | ``
            http://x:8/a?b                     | /a       | /a        | b
            HTTPS://x                          | /        | ``        | ``
            /a%2Fb                             | /a%2Fb   | /a%2Fb    | ``
            /a%2                               | /-       | /a%2      | ``
            /a{b}                              | /-       | /a%7Bb%7D | ``
            """)
    void separatesPathAndQuery(String target, String path, String sent, String query) {
        assertThat(RequestTarget.of(target)).isEqualTo(new RequestTarget(path, sent, query));
    }

    @ParameterizedTest
    @CsvSource({"0, %00", "10, %0A", "13, %0D", "127, %7F"})
    void escapesControlCharactersOfTheQuery(int code, String escaped) {
        assertThat(RequestTarget.of("/a?b" + (char) code + "c").query()).isEqualTo("b" + escaped + "c");
    }

    @Test
    void acceptsLongPaths() {
        String path = "/" + "a/".repeat(100_000) + "b";
        assertThat(RequestTarget.of(path).path()).isEqualTo(path);
    }
}
