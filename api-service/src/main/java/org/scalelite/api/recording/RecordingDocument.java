package org.scalelite.api.recording;

import com.fasterxml.aalto.stax.OutputFactoryImpl;
import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlRootElement;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.recording.PlaybackLinks.PlayableRecording;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.playback.PlaybackPath;
import org.scalelite.common.recording.PlaybackFormat;
import org.scalelite.common.recording.PlaybackFormat.Thumbnail;
import org.scalelite.common.recording.Recording;
import org.scalelite.common.recording.RecordingQuery.Page;
import org.scalelite.common.recording.RecordingState;

/** The answer of getRecordings, element by element in Scalelite's order (specification, section 5.12). */
final class RecordingDocument {
    private static final OutputFactoryImpl WRITERS = new OutputFactoryImpl();
    private static final BbbAnswer EMPTY =
            BbbAnswer.of(new Empty("SUCCESS", "", NoRecordings.KEY, NoRecordings.MESSAGE));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final XMLStreamWriter xml;
    private final boolean withProtection;
    private boolean isEmpty = true;

    /**
     * Begins a document.
     *
     * @param withProtection whether recordings contain the element {@code protected}
     */
    RecordingDocument(boolean withProtection) {
        this.withProtection = withProtection;
        try {
            this.xml = WRITERS.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
        } catch (XMLStreamException e) {
            throw unwritable(e);
        }
        writing(() -> {
            xml.writeStartElement("response");
            text("returncode", "SUCCESS");
            xml.writeStartElement("recordings");
        });
    }

    private static final class NoRecordings {
        private static final String KEY = "noRecordings";
        private static final String MESSAGE = "There are not recordings for the meetings";
    }

    @JacksonXmlRootElement(localName = "response")
    private record Empty(String returncode, String recordings, String messageKey, String message) {}

    @FunctionalInterface
    private interface Writing {
        void run() throws XMLStreamException;
    }

    /** The answer without recordings. */
    static BbbAnswer empty() {
        return EMPTY;
    }

    void add(List<PlayableRecording> recordings) {
        isEmpty &= recordings.isEmpty();
        writing(() -> {
            for (PlayableRecording each : recordings) {
                recording(each);
            }
        });
    }

    /** The bytes written since the last call. */
    byte[] take() {
        writing(xml::flush);
        byte[] piece = bytes.toByteArray();
        bytes.reset();
        return piece;
    }

    /** The end of a document with all recordings. */
    byte[] end() {
        writing(() -> {
            xml.writeEndElement();
            close();
        });
        return take();
    }

    byte[] end(Page page, long total) {
        writing(() -> {
            xml.writeEndElement();
            // Versions of BBB have one or the other; no client reads both.
            xml.writeStartElement("pagination");
            xml.writeStartElement("pageable");
            text("offset", Integer.toString(page.offset()));
            text("limit", Integer.toString(page.limit()));
            text("paged", "true");
            text("unpaged", "false");
            xml.writeEndElement();
            text("totalElements", Long.toString(total));
            text("empty", Boolean.toString(isEmpty));
            xml.writeEndElement();
            text("totalElements", Long.toString(total));
            close();
        });
        return take();
    }

    private void close() throws XMLStreamException {
        if (isEmpty) {
            text("messageKey", NoRecordings.KEY);
            text("message", NoRecordings.MESSAGE);
        }
        xml.writeEndDocument();
    }

    private void recording(PlayableRecording playable) throws XMLStreamException {
        Recording recording = playable.recording();
        xml.writeStartElement("recording");
        text("recordID", recording.recordId());
        text("meetingID", recording.meetingId());
        text("internalMeetingID", recording.recordId());
        text("name", recording.name().orElse(""));
        text("published", Boolean.toString(recording.published()));
        if (withProtection) {
            text("protected", Boolean.toString(recording.isProtected()));
        }
        text("state", recording.state().text());
        // Clients require a number, even without a time.
        text("startTime", millis(recording.startTime()));
        text("endTime", millis(recording.endTime()));
        if (recording.participants().isPresent()) {
            text("participants", recording.participants().get().toString());
        }
        metadata(recording);
        xml.writeStartElement("playback");
        boolean withPreview = !recording.isProtected();
        for (int i = 0; i < recording.formats().size(); i++) {
            format(playable, recording.formats().get(i), playable.formatUrls().get(i), withPreview);
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void metadata(Recording recording) throws XMLStreamException {
        xml.writeStartElement("metadata");
        // Only the tenant of a deleted recording is stored.
        Map<String, String> metadata = recording.state() == RecordingState.DELETED ? Map.of() : recording.metadata();
        if (metadata.isEmpty()) {
            // BBB always sends these, and clients fail on an empty element.
            text("meetingId", recording.meetingId());
            text("meetingName", recording.name().orElse(""));
        }
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            xml.writeStartElement(MetadataName.element(entry.getKey()));
            if (entry.getValue().isEmpty()) {
                xml.writeCData("");
            } else {
                xml.writeCharacters(BbbXml.legal(entry.getValue()));
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void format(PlayableRecording playable, PlaybackFormat format, String url, boolean withPreview)
            throws XMLStreamException {
        xml.writeStartElement("format");
        text("type", format.format());
        text("url", url);
        text("length", Integer.toString(format.lengthMinutes()));
        if (format.processingTime().isPresent()) {
            text("processingTime", format.processingTime().get().toString());
        }
        List<Thumbnail> images = format.thumbnails().stream()
                .filter(image -> PlaybackPath.ofStored(image.url()).isPresent())
                .toList();
        if (withPreview && !images.isEmpty()) {
            preview(playable, images);
        }
        xml.writeEndElement();
    }

    private void preview(PlayableRecording playable, List<Thumbnail> thumbnails) throws XMLStreamException {
        xml.writeStartElement("preview");
        xml.writeStartElement("images");
        for (Thumbnail image : thumbnails) {
            xml.writeStartElement("image");
            attribute("alt", image.alt());
            attribute("width", image.width().map(String::valueOf));
            attribute("height", image.height().map(String::valueOf));
            xml.writeCharacters(BbbXml.legal(playable.address(
                    PlaybackPath.ofStored(image.url()).orElseThrow().value())));
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void attribute(String name, Optional<String> value) throws XMLStreamException {
        if (value.isPresent()) {
            xml.writeAttribute(name, BbbXml.legal(value.get()));
        }
    }

    private void text(String element, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(BbbXml.legal(text));
        xml.writeEndElement();
    }

    private static String millis(Optional<java.time.Instant> time) {
        return Long.toString(time.map(java.time.Instant::toEpochMilli).orElse(0L));
    }

    private static void writing(Writing writing) {
        try {
            writing.run();
        } catch (XMLStreamException e) {
            throw unwritable(e);
        }
    }

    private static IllegalStateException unwritable(XMLStreamException reason) {
        return new IllegalStateException("cannot write recordings as XML", reason);
    }
}
