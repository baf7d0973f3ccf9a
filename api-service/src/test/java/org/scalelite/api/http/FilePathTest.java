package org.scalelite.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths of files, as browsers send them and as nginx gets them (specification, section 12). */
class FilePathTest {
    @ParameterizedTest
    @CsvSource({
        "/video/r1/Z%C3%BCrich%20100%25.png, /video/r1/Z%C3%BCrich%20100%25.png",
        "/video/r1/Z%FCrich%20100%25.png, /video/r1/Z%25FCrich%20100%2525.png",
        "/video/r1/%ff%c0%af..%c0%af.png, /video/r1/%25FF%25C0%25AF..%25C0%25AF.png",
    })
    void namesThatAreNotUtf8LeadToTheirStoredNames(String sent, String stored) {
        FilePath path = FilePath.of(sent);
        assertThat(FilePath.encoded(path.segments().orElseThrow(), path.isDirectory()))
                .isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "/video/r1/%2e%2e",
        "/video/r1/a%2Fb",
        "/video/r1/a%5cb",
        "/video/r1/a%0Ab",
        "/video/r1/%fc%2f..",
        "/video/%"
    })
    void segmentsThatAreNoNamesAreNone(String sent) {
        assertThat(FilePath.of(sent).segments()).isEmpty();
    }
}
