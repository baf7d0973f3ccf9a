package org.scalelite.common.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Text tracks as BBB's player finds them in the directory of a format: {@code captions.json} lists locales, and
 * {@code caption_LOCALE.vtt} has the text of one.
 */
public final class TextTrackFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TextTrackFiles.class);
    private static final String LIST = "captions.json";
    private static final String LOCALE = "locale";
    private static final String NAME = "localeName";
    private static final long MAX_LIST_BYTES = 1 << 20;
    private static final int MAX_TRACKS = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private TextTrackFiles() {}

    /** Writes tracks beside those that are there; one of the same language is replaced. */
    public static void write(Path formatDirectory, List<TextTrack.Uploaded> tracks) throws IOException {
        if (tracks.isEmpty()) {
            return;
        }
        Map<String, JsonNode> entries = entries(formatDirectory);
        // The player knows one text a language: captions say more than subtitles.
        List<TextTrack.Uploaded> subtitlesFirst = tracks.stream()
                .sorted(Comparator.comparing(each -> each.track().kind()))
                .toList();
        for (TextTrack.Uploaded uploaded : subtitlesFirst) {
            TextTrack track = uploaded.track();
            Optional<SafeSegment> name = SafeSegment.of(fileName(track.language()));
            if (name.isEmpty()) {
                continue;
            }
            replace(formatDirectory.resolve(name.get().value()), uploaded.webVtt());
            ObjectNode entry = JSON.createObjectNode();
            entry.put(LOCALE, track.language());
            entry.put(NAME, track.label());
            entries.put(track.language(), entry);
        }
        // Last, so that nothing is listed that is not there.
        replace(formatDirectory.resolve(LIST), JSON.writeValueAsString(entries.values()));
    }

    /** The tracks whose texts are there. */
    public static List<TextTrack> list(Path formatDirectory) throws IOException {
        List<TextTrack> tracks = new ArrayList<>();
        for (JsonNode entry : entries(formatDirectory).values()) {
            String locale = entry.path(LOCALE).asText();
            if (tracks.size() < MAX_TRACKS && text(formatDirectory, locale).isPresent()) {
                tracks.add(new TextTrack(
                        TextTrack.Kind.CAPTIONS, locale, entry.path(NAME).asText(locale), TextTrack.Source.LIVE));
            }
        }
        return tracks;
    }

    /** Where the text of one language is. */
    public static Optional<TextTrack.Text.InFile> text(Path formatDirectory, String locale) throws IOException {
        Optional<SafeSegment> name = SafeSegment.of(fileName(locale));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Path file = formatDirectory.resolve(name.get().value());
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    ? Optional.of(new TextTrack.Text.InFile(file, attributes.size()))
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    static String fileName(String locale) {
        return "caption_" + locale + ".vtt";
    }

    private static Map<String, JsonNode> entries(Path directory) throws IOException {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        Path list = directory.resolve(LIST);
        try {
            if (Files.size(list) > MAX_LIST_BYTES) {
                LOG.warn("{} is larger than {} bytes and is taken as empty", list, MAX_LIST_BYTES);
                return entries;
            }
            for (JsonNode entry : JSON.readTree(Files.readAllBytes(list))) {
                String locale = entry.path(LOCALE).asText();
                if (!locale.isEmpty()) {
                    entries.put(locale, entry);
                }
            }
        } catch (NoSuchFileException _) {
            // A recording without captions.
        } catch (JsonProcessingException e) {
            LOG.warn("{} is not readable and is taken as empty: {}", list, e.getOriginalMessage());
        }
        return entries;
    }

    /** A reader sees the old text or the new one. */
    private static void replace(Path file, String text) throws IOException {
        Path beside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            Files.writeString(beside, text);
            DirectoryMove.sync(beside);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
