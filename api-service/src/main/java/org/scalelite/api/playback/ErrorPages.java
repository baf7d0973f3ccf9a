package org.scalelite.api.playback;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import org.scalelite.api.http.FileRequest;
import org.scalelite.api.http.PageAnswer;

/** The error pages of playback, in a language of the header Accept-Language. */
@Singleton
final class ErrorPages {
    private static final String TEXTS = ErrorPages.class.getPackageName() + ".pages";
    private static final List<Locale> LANGUAGES = List.of(
            Locale.ENGLISH,
            Locale.GERMAN,
            Locale.FRENCH,
            Locale.forLanguageTag("es"),
            Locale.ITALIAN,
            Locale.forLanguageTag("pt"),
            Locale.forLanguageTag("nl"),
            Locale.forLanguageTag("pl"));
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final int MAX_HEADER_LENGTH = 256;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final String RETRY_SECONDS = "10";

    private final Locale fallback;

    ErrorPages(PlaybackConfig config) {
        this.fallback = Optional.ofNullable(Locale.lookup(
                        List.of(new Locale.LanguageRange(config.locale().toLanguageTag())), LANGUAGES))
                .orElse(Locale.ENGLISH);
    }

    /** The answer for everything that is not accessible, whether it exists or not. */
    PageAnswer notFound(FileRequest request) {
        return page(NOT_FOUND, "notFound", request, Map.of());
    }

    /** The answer while Redis or PostgreSQL is unavailable. */
    PageAnswer unavailable(FileRequest request) {
        return page(UNAVAILABLE, "unavailable", request, Map.of("Retry-After", RETRY_SECONDS));
    }

    /** The answer after too many invalid tokens. */
    PageAnswer tooMany(FileRequest request, String retryAfter) {
        return page(TOO_MANY, "unavailable", request, Map.of("Retry-After", retryAfter));
    }

    /** The answer while the BBB player is not installed. */
    PageAnswer noPlayer(FileRequest request) {
        return page(UNAVAILABLE, "noPlayer", request, Map.of());
    }

    private PageAnswer page(int status, String key, FileRequest request, Map<String, String> more) {
        Locale language =
                request.header("Accept-Language").flatMap(ErrorPages::wanted).orElse(fallback);
        ResourceBundle texts = ResourceBundle.getBundle(TEXTS, language, NO_FALLBACK);
        String title = texts.getString(key + ".title");
        String html = """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>body{font-family:sans-serif;max-width:36em;margin:15vh auto;padding:0 1em;color:#333}</style>
                </head>
                <body>
                <h1>%s</h1>
                <p>%s</p>
                </body>
                </html>
                """.formatted(language.toLanguageTag(), title, title, texts.getString(key + ".text"));
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put("Cache-Control", "no-store");
        headers.put("Content-Language", language.toLanguageTag());
        headers.put("Vary", "Accept-Language");
        headers.put("X-Content-Type-Options", "nosniff");
        return new PageAnswer(status, headers, new PageAnswer.Content.Html(html));
    }

    private static Optional<Locale> wanted(String acceptLanguage) {
        if (acceptLanguage.length() > MAX_HEADER_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
