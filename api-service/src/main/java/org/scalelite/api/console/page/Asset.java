package org.scalelite.api.console.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.scalelite.common.checksum.ChecksumAlgorithm;

/**
 * A file that pages load.
 *
 * @param version changes with its content
 */
public record Asset(String type, byte[] content, String version) {
    private static final int VERSION_DIGITS = 12;
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final Map<String, Asset> ALL = new TreeMap<>(Map.of(
            "console.css", read("text/css; charset=utf-8", "console.css"),
            "console.js", read(SCRIPT, "console.js"),
            "icon.svg", read("image/svg+xml", "icon.svg"),
            "htmx.js", read(SCRIPT, WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js"),
            "sse.js", read(SCRIPT, WEBJARS + "htmx-ext-sse/2.2.2/sse.js")));

    public static Optional<Asset> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    static Asset named(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("there is no file " + name));
    }

    private static Asset read(String type, String resource) {
        try (InputStream in = Asset.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing in the program");
            }
            byte[] content = in.readAllBytes();
            String hash = ChecksumAlgorithm.SHA256.hex(new String(content, StandardCharsets.UTF_8));
            return new Asset(type, content, hash.substring(0, VERSION_DIGITS));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    /** Without the content. */
    @Override
    public String toString() {
        return "Asset " + version;
    }
}
