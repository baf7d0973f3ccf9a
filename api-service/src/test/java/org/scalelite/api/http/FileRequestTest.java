package org.scalelite.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request for a page or a file. */
class FileRequestTest {
    private static FileRequest request(String query) {
        return new FileRequest(HttpRequest.GET("/a/b").header(RequestTarget.QUERY_HEADER, query));
    }

    @ParameterizedTest
    @CsvSource({"token=a%20b, a b", "token=a&token=b, b", "x=1&token=, ''", "token, ''"})
    void readsAParameter(String query, String value) {
        assertThat(request(query).parameter("token")).contains(value);
    }

    @ParameterizedTest
    @CsvSource({"''", "x=1", "Token=x", "token=%zz", "token=x&y=%ff"})
    void malformedOrOtherQueryHasNoParameter(String query) {
        assertThat(request(query).parameter("token")).isEmpty();
    }

    @Test
    void readsAllCookiesOfAName() {
        FileRequest request = new FileRequest(
                HttpRequest.GET("/").header("Cookie", "a=1; recording=x; b=2").header("Cookie", "recording=y"));
        assertThat(request.cookies("recording")).containsExactly("x", "y");
        assertThat(request.cookies("other")).isEmpty();
    }

    @Test
    void textHasNoQuery() {
        assertThat(request("token=secret")).hasToString("/a/b");
    }

    @Test
    void answersHideTheirCookies() {
        PageAnswer answer = PageAnswer.empty(307, Map.of("Location", "/x")).withCookies(List.of("a=secret"));
        assertThat(answer.cookies()).containsExactly("a=secret");
        assertThat(answer.headers()).containsEntry("Location", "/x");
        assertThat(answer).hasToString("PageAnswer[307, Nothing]");
    }
}
