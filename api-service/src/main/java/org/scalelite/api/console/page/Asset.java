package org.scalelite.api.console.page;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.io.Resource;

/**
 * A file that pages load.
 *
 * @param version changes with its content
 */
public record Asset(String type, byte[] content, String version) {
    private static final int VERSION_DIGITS = 12;
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String OWN = "/org/scalelite/api/console/page/";
    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final Map<String, Asset> ALL = new TreeMap<>(Map.of(
            "console.css", read("text/css; charset=utf-8", OWN + "console.css"),
            "console.js", read(SCRIPT, OWN + "console.js"),
            "icon.svg", read("image/svg+xml", OWN + "icon.svg"),
            "htmx.js", read(SCRIPT, WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js"),
            "sse.js", read(SCRIPT, WEBJARS + "htmx-ext-sse/2.2.2/sse.js")));

    public static Optional<Asset> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    static Asset named(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("there is no file " + name));
    }

    private static Asset read(String type, String resource) {
        byte[] content = Resource.bytes(resource);
        String hash = ChecksumAlgorithm.SHA256.hex(new String(content, StandardCharsets.UTF_8));
        return new Asset(type, content, hash.substring(0, VERSION_DIGITS));
    }

    /** Without the content. */
    @Override
    public String toString() {
        return "Asset " + version;
    }
}
