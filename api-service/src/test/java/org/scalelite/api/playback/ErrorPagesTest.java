package org.scalelite.api.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.api.http.FileRequest;
import org.scalelite.api.http.PageAnswer;
import org.scalelite.common.config.Settings;
import org.scalelite.common.recording.RecordingConfig;

/** The error pages of playback. */
class ErrorPagesTest {
    private static ErrorPages pages(String locale) {
        Settings settings = Settings.of(Map.of("DEFAULT_LOCALE", locale));
        return new ErrorPages(PlaybackConfig.of(settings, RecordingConfig.of(settings)));
    }

    private static FileRequest request(@Nullable String language) {
        MutableHttpRequest<?> request = HttpRequest.GET("/");
        return new FileRequest(language == null ? request : request.header("Accept-Language", language));
    }

    private static String html(PageAnswer answer) {
        return ((PageAnswer.Content.Html) answer.content()).text();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            fr    | -                         | fr | Enregistrement introuvable
            fr    | xx, de-AT;q=0.8, en;q=0.3 | de | Aufzeichnung nicht gefunden
            fr    | en                        | en | Recording Not Found
            fr    | ;;q=x                     | fr | Enregistrement introuvable
            de_AT | -                         | de | Aufzeichnung nicht gefunden
            xx    | -                         | en | Recording Not Found
            """)
    void usesTheBrowsersLanguage(String locale, @Nullable String accepted, String language, String title) {
        PageAnswer page = pages(locale).notFound(request(accepted));
        assertThat(html(page)).contains("<html lang=\"" + language + "\">", "<h1>" + title + "</h1>");
        assertThat(page.headers()).containsEntry("Content-Language", language).containsEntry("Vary", "Accept-Language");
    }

    @Test
    void ignoresALongLanguageHeader() {
        assertThat(pages("en").notFound(request("de," + "x".repeat(300))).headers())
                .containsEntry("Content-Language", "en");
    }

    @Test
    void notFoundIsNotCached() {
        PageAnswer page = pages("en").notFound(request(null));
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.headers())
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff");
    }

    @Test
    void unavailableNamesTheTimeToRetry() {
        PageAnswer outage = pages("en").unavailable(request(null));
        assertThat(outage.status()).isEqualTo(503);
        assertThat(outage.headers()).containsEntry("Retry-After", "10");
        PageAnswer tooMany = pages("en").tooMany(request(null), "42");
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.headers()).containsEntry("Retry-After", "42");
        assertThat(html(tooMany)).isEqualTo(html(outage));
    }

    @Test
    void namesTheMissingPlayer() {
        PageAnswer page = pages("en").noPlayer(request("de"));
        assertThat(page.status()).isEqualTo(503);
        assertThat(html(page)).contains("auf diesem Server nicht installiert");
    }
}
