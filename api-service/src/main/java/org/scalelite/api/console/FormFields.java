package org.scalelite.api.console;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.ServerHttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.scalelite.api.http.BodyKind;
import org.scalelite.api.http.QueryText;

/** Reads the forms of the console, which are small. */
final class FormFields {
    private static final int MAX_BYTES = 1 << 14;

    private FormFields() {}

    /**
     * The fields of the body.
     *
     * @throws ConsoleException if it is no form, or larger than any form of the console
     * @throws QueryText.MalformedException if it cannot be decoded
     */
    static Map<String, String> of(ServerHttpRequest<?> request) {
        if (BodyKind.of(request) != BodyKind.FORM) {
            throw new ConsoleException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The request has no form.");
        }
        try (InputStream in = request.byteBody().toInputStream()) {
            byte[] body = in.readNBytes(MAX_BYTES + 1);
            String text = new String(body, StandardCharsets.ISO_8859_1);
            if (body.length > MAX_BYTES || QueryText.isTooMany(text)) {
                throw new ConsoleException(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "The form is too large.");
            }
            return QueryText.ofBytes(body).parameters();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the form", e);
        }
    }
}
