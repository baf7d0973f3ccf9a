package org.scalelite.importer.archive;

import static java.util.function.Predicate.not;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.playback.PlaybackPath;
import org.scalelite.common.recording.PlaybackFormat;
import org.scalelite.common.recording.PlaybackFormat.Thumbnail;
import org.scalelite.importer.archive.ArchiveUnpacker.UnpackedFormat;

/**
 * Reads the {@code metadata.xml} of a format (BBB reference, section 5): in any order, whatever is optional may be
 * missing, and no DTD.
 */
public final class MetadataParser {
    private static final long MAX_BYTES = 8 << 20;
    private static final int MAX_ELEMENTS = 5_000;
    private static final int MAX_ATTRIBUTES = 100;
    private static final int MAX_PREVIEWS = 1_000;
    private static final int MAX_ALT = 500;

    /** What an index of PostgreSQL can hold, with room to spare. */
    private static final int MAX_KEY_BYTES = 2_000;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern START_IN_ID = Pattern.compile(".*-([0-9]{13})");
    private static final Set<String> NOT_METADATA = Set.of("isBreakout", "meetingId", "meetingName");

    /** Elements that hold others. */
    private static final Set<String> INNER = Set.of(
            "/recording",
            "/recording/meta",
            "/recording/playback",
            "/recording/playback/extensions",
            "/recording/playback/extensions/preview",
            "/recording/playback/extensions/preview/images");

    private static final String PREVIEW = "/recording/playback/extensions/preview/images/image";

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, String> meta = new LinkedHashMap<>();
    private final List<Thumbnail> thumbnails = new ArrayList<>();
    private int elements;
    private Optional<String> externalId = Optional.empty();
    private Optional<String> meetingName = Optional.empty();

    private MetadataParser() {}

    /**
     * Reads what is known of an unpacked format.
     *
     * @throws ArchiveRefusedException if it cannot be a format of a recording
     * @throws IOException if it cannot be read
     */
    public static RecordingMetadata parse(UnpackedFormat format) throws IOException, ArchiveRefusedException {
        Path file = format.directory().resolve("metadata.xml");
        MetadataParser parser = new MetadataParser();
        try {
            if (!Files.isRegularFile(file)) {
                throw new ArchiveRefusedException("metadata.xml is missing");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new ArchiveRefusedException("metadata.xml is larger than %d MiB".formatted(MAX_BYTES >> 20));
            }
            parser.read(Files.readAllBytes(file));
        } catch (XMLStreamException e) {
            throw new ArchiveRefusedException("metadata.xml cannot be read: " + e.getMessage());
        }
        return parser.metadata(format);
    }

    private void read(byte[] xml) throws XMLStreamException, ArchiveRefusedException {
        XMLStreamReader2 reader = BbbXml.reader(xml);
        try {
            StringBuilder path = new StringBuilder();
            while (reader.hasNext()) {
                switch (BbbXml.next(reader)) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        bound(reader);
                        String element = path + "/" + reader.getLocalName();
                        if (INNER.contains(element)) {
                            path.append('/').append(reader.getLocalName());
                        } else {
                            readElement(reader, element);
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> path.setLength(path.lastIndexOf("/"));
                    default -> {
                        // White space between elements.
                    }
                }
            }
        } finally {
            reader.close();
        }
    }

    private void bound(XMLStreamReader2 reader) throws ArchiveRefusedException {
        elements++;
        if (elements > MAX_ELEMENTS) {
            throw new ArchiveRefusedException("metadata.xml has more than %d elements".formatted(MAX_ELEMENTS));
        }
        if (reader.getAttributeCount() > MAX_ATTRIBUTES) {
            throw new ArchiveRefusedException(
                    "metadata.xml has an element with more than %d attributes".formatted(MAX_ATTRIBUTES));
        }
    }

    private void readElement(XMLStreamReader2 reader, String element) throws XMLStreamException {
        String name = reader.getLocalName();
        if (element.equals("/recording/meeting")) {
            externalId = attribute(reader, "externalId");
            meetingName = attribute(reader, "name");
        }
        if (element.equals(PREVIEW)) {
            readPreview(reader);
            return;
        }
        String text = BbbXml.text(reader);
        if (element.startsWith("/recording/meta/")) {
            meta.put(name, text);
        } else {
            texts.putIfAbsent(element, text);
        }
    }

    private void readPreview(XMLStreamReader2 reader) throws XMLStreamException {
        Optional<Integer> width = attribute(reader, "width").flatMap(number(Integer::valueOf));
        Optional<Integer> height = attribute(reader, "height").flatMap(number(Integer::valueOf));
        Optional<String> alt = attribute(reader, "alt");
        String link = BbbXml.text(reader);
        if (!link.isEmpty() && thumbnails.size() < MAX_PREVIEWS) {
            thumbnails.add(new Thumbnail(width, height, alt.map(MetadataParser::alt), link));
        }
    }

    private static String alt(String text) {
        String plain = CONTROL.matcher(BbbXml.legal(text)).replaceAll(" ");
        return plain.length() > MAX_ALT ? BbbXml.legal(plain.substring(0, MAX_ALT)) : plain;
    }

    private RecordingMetadata metadata(UnpackedFormat format) throws ArchiveRefusedException {
        String recordId = needed("/recording/id");
        if (!recordId.equals(format.recordId().value())) {
            throw new ArchiveRefusedException("metadata.xml is of the recording %s".formatted(recordId));
        }
        String named = needed("/recording/playback/format");
        if (!named.equals(format.format().value())) {
            throw new ArchiveRefusedException("metadata.xml is of the format %s".formatted(named));
        }
        String meetingId = Optional.ofNullable(meta.get("meetingId"))
                .filter(not(String::isEmpty))
                .or(() -> externalId)
                .orElseThrow(() -> new ArchiveRefusedException("metadata.xml names no meeting (meta/meetingId)"));
        Map<String, String> others = new LinkedHashMap<>(meta);
        others.keySet().removeAll(NOT_METADATA);
        refuseLongKey("meetingId", meetingId);
        for (String key : others.keySet()) {
            refuseLongKey("the name of an element", key);
        }
        return new RecordingMetadata(
                recordId,
                meetingId,
                Optional.ofNullable(meta.get("meetingName")).or(() -> meetingName),
                isPublished(),
                number("/recording/participants", Integer::valueOf),
                startTime(recordId),
                time("/recording/end_time"),
                others,
                playback(format));
    }

    private static void refuseLongKey(String what, String key) throws ArchiveRefusedException {
        if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
            throw new ArchiveRefusedException(
                    "%s in metadata.xml is longer than %d bytes".formatted(what, MAX_KEY_BYTES));
        }
    }

    /** BBB 0.80 wrote a date in words. The record id ends with the same time in milliseconds. */
    private Optional<Instant> startTime(String recordId) throws ArchiveRefusedException {
        Optional<Instant> given = time("/recording/start_time");
        Matcher id = START_IN_ID.matcher(recordId);
        return given.isEmpty() && texts.containsKey("/recording/start_time") && id.matches()
                ? Optional.of(Instant.ofEpochMilli(Long.parseLong(id.group(1))))
                : given;
    }

    /** A time in milliseconds; empty if it is none. */
    private Optional<Instant> time(String element) throws ArchiveRefusedException {
        Optional<String> text = Optional.ofNullable(texts.get(element))
                .filter(given -> NUMBER.matcher(given).matches());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> time = text.flatMap(number(Long::valueOf)).map(Instant::ofEpochMilli);
        if (time.isEmpty() || time.get().isBefore(Instant.EPOCH) || time.get().isAfter(LATEST)) {
            throw new ArchiveRefusedException("the %s of metadata.xml is out of range"
                    .formatted(element.substring(element.lastIndexOf('/') + 1)));
        }
        return time;
    }

    /** Formats that BBB has no state for call themselves available. */
    private boolean isPublished() {
        String state = texts.getOrDefault("/recording/state", "").toLowerCase(Locale.ROOT);
        String published = texts.getOrDefault("/recording/published", "").toLowerCase(Locale.ROOT);
        return !state.equals("unpublished") && !published.equals("false");
    }

    private PlaybackFormat playback(UnpackedFormat format) throws ArchiveRefusedException {
        String recordId = format.recordId().value();
        PlaybackPath path = PlaybackPath.of(needed("/recording/playback/link"))
                .orElseThrow(() -> new ArchiveRefusedException("the link of metadata.xml is no address"));
        if (!path.names(recordId)) {
            throw new ArchiveRefusedException("the link of metadata.xml is not of this recording");
        }
        long minutes = Math.round(
                number("/recording/playback/duration", Double::valueOf).orElse(0.0) / TimeUnit.MINUTES.toMillis(1));
        return new PlaybackFormat(
                format.format().value(),
                path.value(),
                Math.clamp(minutes, 0, Integer.MAX_VALUE),
                number("/recording/playback/processing_time", Integer::valueOf),
                thumbnails.stream()
                        .flatMap(thumbnail -> PlaybackPath.of(thumbnail.url())
                                .filter(image -> image.names(recordId))
                                .map(image -> new Thumbnail(
                                        thumbnail.width(), thumbnail.height(), thumbnail.alt(), image.value()))
                                .stream())
                        .toList());
    }

    private String needed(String element) throws ArchiveRefusedException {
        return Optional.ofNullable(texts.get(element))
                .filter(not(String::isEmpty))
                .orElseThrow(() -> new ArchiveRefusedException(
                        "metadata.xml has no %s".formatted(element.substring("/recording/".length()))));
    }

    private <N> Optional<N> number(String element, Function<String, N> parser) {
        return Optional.ofNullable(texts.get(element)).flatMap(number(parser));
    }

    private static <N> Function<String, Optional<N>> number(Function<String, N> parser) {
        return text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        };
    }

    private static Optional<String> attribute(XMLStreamReader2 reader, String name) {
        return Optional.ofNullable(reader.getAttributeValue(null, name)).filter(not(String::isEmpty));
    }
}
