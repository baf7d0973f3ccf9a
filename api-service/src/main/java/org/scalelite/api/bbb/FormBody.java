package org.scalelite.api.bbb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.http.QueryText;

/**
 * The parameters that came in the body.
 *
 * @param checksums the values of its fields named checksum
 * @param text the body as it was sent; empty for multipart, whose text is never signed
 * @param file the content of its field named file, if it is one
 */
public record FormBody(
        Map<String, String> parameters, List<String> checksums, Optional<QueryText> text, Optional<byte[]> file) {

    static FormBody of(QueryText text) {
        return new FormBody(text.parameters(), text.checksums(), Optional.of(text), Optional.empty());
    }

    /** It may hold secrets. */
    @Override
    public String toString() {
        return "FormBody" + parameters.keySet();
    }

    Map<String, String> withoutChecksum() {
        Map<String, String> others = new LinkedHashMap<>(parameters);
        others.remove("checksum");
        return others;
    }

    /** Whether there is anything besides the checksum. */
    boolean hasParameters() {
        return !withoutChecksum().isEmpty();
    }
}
