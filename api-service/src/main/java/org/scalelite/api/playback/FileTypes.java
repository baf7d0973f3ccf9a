package org.scalelite.api.playback;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Media types of recordings and of the BBB player, by file name extension. */
final class FileTypes {
    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            entry("html", "text/html; charset=utf-8"),
            entry("htm", "text/html; charset=utf-8"),
            entry("css", "text/css; charset=utf-8"),
            entry("js", "text/javascript; charset=utf-8"),
            entry("mjs", "text/javascript; charset=utf-8"),
            entry("json", "application/json"),
            entry("map", "application/json"),
            entry("xml", "text/xml; charset=utf-8"),
            entry("txt", "text/plain; charset=utf-8"),
            entry("vtt", "text/vtt; charset=utf-8"),
            entry("svg", "image/svg+xml"),
            entry("png", "image/png"),
            entry("jpg", "image/jpeg"),
            entry("jpeg", "image/jpeg"),
            entry("gif", "image/gif"),
            entry("webp", "image/webp"),
            entry("ico", "image/x-icon"),
            entry("webm", "video/webm"),
            entry("mp4", "video/mp4"),
            entry("m4v", "video/mp4"),
            entry("ogv", "video/ogg"),
            entry("ogg", "audio/ogg"),
            entry("oga", "audio/ogg"),
            entry("opus", "audio/ogg"),
            entry("mp3", "audio/mpeg"),
            entry("m4a", "audio/mp4"),
            entry("wav", "audio/wav"),
            entry("pdf", "application/pdf"),
            entry("zip", "application/zip"),
            entry("wasm", "application/wasm"),
            entry("woff", "font/woff"),
            entry("woff2", "font/woff2"),
            entry("ttf", "font/ttf"));

    private FileTypes() {}

    /** The media type of a file name, if its extension is known. */
    static Optional<String> of(String name) {
        int dot = name.lastIndexOf('.');
        return Optional.ofNullable(
                dot < 0 ? null : BY_EXTENSION.get(name.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }
}
