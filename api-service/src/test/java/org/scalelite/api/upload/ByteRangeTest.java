package org.scalelite.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes that a request contains, of an archive of 100 bytes. */
class ByteRangeTest {
    private static final long SIZE = 100;

    private static ByteRange of(String header, OptionalLong length) {
        return ByteRange.of(Optional.of(header), length, SIZE);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes 0-99/100, 0, 100",
        "bytes 0-0/100, 0, 1",
        "bytes 40-99/100, 40, 60",
        "' bytes 99-99/100 ', 99, 1",
        "bytes */100, 100, 0"
    })
    void readsPartOfArchive(String header, long start, long length) {
        ByteRange range = new ByteRange(start, length);
        assertThat(of(header, OptionalLong.empty())).isEqualTo(range);
        assertThat(of(header, OptionalLong.of(length))).isEqualTo(range);
    }

    @Test
    void wholeArchiveWithoutHeader() {
        assertThat(ByteRange.of(Optional.empty(), OptionalLong.of(SIZE), SIZE)).isEqualTo(new ByteRange(0, SIZE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes 0-9/10",
                "bytes 5-2/100",
                "bytes 0-100/100",
                "bytes 0-/100",
                "bits 0-1/100",
                "bytes 0-99999999999999999999/100",
                "bytes -1-5/100",
                "bytes */99",
                ""
            })
    void rejectsContradictoryRange(String header) {
        assertThatThrownBy(() -> of(header, OptionalLong.empty()))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("Content-Range must be");
    }

    @ParameterizedTest
    @CsvSource({"bytes 0-1/100, 100", "bytes 0-99/100, 10", "bytes */100, 1"})
    void rejectsOtherLengthOfBody(String header, long length) {
        assertThatThrownBy(() -> of(header, OptionalLong.of(length)))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("Content-Length is " + length);
    }
}
