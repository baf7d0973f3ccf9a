package org.scalelite.importer.archive;

import static java.util.function.Predicate.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.recording.PlaybackFormat;
import org.scalelite.common.recording.Thumbnail;

/**
 * Reads the {@code metadata.xml} of a format (BBB reference, section 5): in any order, whatever is optional may be
 * missing, and no DTD.
 */
public final class MetadataParser {
    private static final long MAX_BYTES = 8 << 20;
    private static final int MAX_PREVIEWS = 1_000;
    private static final double MILLIS_A_MINUTE = 60_000;
    private static final Pattern ORIGIN = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*");
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
            if (Files.size(file) > MAX_BYTES) {
                throw new ArchiveRefusedException("metadata.xml is larger than %d MiB".formatted(MAX_BYTES >> 20));
            }
            parser.read(LegalXml.of(Files.readAllBytes(file)));
        } catch (NoSuchFileException _) {
            throw new ArchiveRefusedException("metadata.xml is missing");
        } catch (XMLStreamException e) {
            throw new ArchiveRefusedException("metadata.xml cannot be read: " + e.getMessage());
        }
        return parser.metadata(format);
    }

    private void read(byte[] xml) throws XMLStreamException {
        XMLStreamReader2 reader = BbbXml.reader(xml);
        try {
            StringBuilder path = new StringBuilder();
            while (reader.hasNext()) {
                switch (BbbXml.next(reader)) {
                    case XMLStreamConstants.START_ELEMENT -> {
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
            thumbnails.add(new Thumbnail(width, height, alt, path(link)));
        }
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
        return new RecordingMetadata(
                recordId,
                meetingId,
                Optional.ofNullable(meta.get("meetingName")).or(() -> meetingName),
                isPublished(),
                number("/recording/participants", Integer::valueOf),
                number("/recording/start_time", Long::valueOf).map(Instant::ofEpochMilli),
                number("/recording/end_time", Long::valueOf).map(Instant::ofEpochMilli),
                others,
                playback(named));
    }

    /** Formats that BBB has no state for call themselves available. */
    private boolean isPublished() {
        String state = texts.getOrDefault("/recording/state", "").toLowerCase(Locale.ROOT);
        String published = texts.getOrDefault("/recording/published", "").toLowerCase(Locale.ROOT);
        return !state.equals("unpublished") && !published.equals("false");
    }

    private PlaybackFormat playback(String format) throws ArchiveRefusedException {
        String url = path(needed("/recording/playback/link"));
        if (!url.startsWith("/")) {
            throw new ArchiveRefusedException("the link of metadata.xml is no address");
        }
        long minutes = Math.round(
                number("/recording/playback/duration", Double::valueOf).orElse(0.0) / MILLIS_A_MINUTE);
        return new PlaybackFormat(
                format,
                url,
                Math.clamp(minutes, 0, Integer.MAX_VALUE),
                number("/recording/playback/processing_time", Integer::valueOf),
                thumbnails);
    }

    /** Path and query of an address: the host is the load balancer's. */
    private static String path(String link) {
        return ORIGIN.matcher(link).replaceFirst("");
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
