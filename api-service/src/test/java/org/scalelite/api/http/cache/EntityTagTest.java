package org.scalelite.api.http.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
    private static final EntityTag TAG = EntityTag.weak("a1");

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\'', textBlock = """
            W/"a1"                  ; true
            "a1"                    ; true
            *                       ; true
            ' * '                   ; true
            "x", W/"a1"             ; true
            W/"x","a1" , "y"        ; true
            , ,, "a1",              ; true
            "a,b", "a1"             ; true
            "a1", garbage           ; true
            ''                      ; false
            a1                      ; false
            'W/a1'                  ; false
            w/"a1"                  ; false
            W/ "a1"                 ; false
            "a1                     ; false
            a1"                     ; false
            "a1""x"                 ; false
            garbage, "a1"           ; false
            *, "a1"                 ; false
            "A1"                    ; false
            "a1 "                   ; false
            "x\\"a1"                ; false
            """)
    void comparesWithAList(String header, boolean known) {
        assertThat(TAG.isAmong(List.of(header))).isEqualTo(known);
        assertThat(EntityTag.strong("a1").isAmong(List.of(header))).isEqualTo(known);
    }

    @Test
    void linesFormOneList() {
        assertThat(TAG.isAmong(List.of("\"x\"", "W/\"a1\""))).isTrue();
        assertThat(TAG.isAmong(List.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "\"", "\"x\",", "W/", " ", "\"x", "*", "\"x\"\t "})
    @Timeout(10)
    void hugeListTakesLinearTime(String part) {
        String huge = part.repeat(4_000_000 / part.length());
        long start = System.nanoTime();
        assertThat(TAG.isAmong(List.of(huge))).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void onlyGetAndHeadAskForIt() {
        assertThat(TAG.isKnownTo(HttpRequest.GET("/").header("If-None-Match", "*")))
                .isTrue();
        assertThat(TAG.isKnownTo(HttpRequest.HEAD("/").header("If-None-Match", TAG.text())))
                .isTrue();
        assertThat(TAG.isKnownTo(HttpRequest.POST("/", "").header("If-None-Match", "*")))
                .isFalse();
        assertThat(TAG.isKnownTo(HttpRequest.GET("/"))).isFalse();
    }
}
