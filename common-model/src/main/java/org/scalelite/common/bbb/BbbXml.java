package org.scalelite.common.bbb;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlRootElement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.xml.LenientXml;

/** Reads and writes XML as a stream, without DTDs and external entities. */
public final class BbbXml {
    private static final int MAX_DEPTH = 64;
    private static final Pattern ILLEGAL =
            Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");
    private static final XmlMapper WRITER = new XmlMapper();

    private BbbXml() {}

    private static InputFactoryImpl readers() {
        InputFactoryImpl factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // Otherwise getText() would throw an unchecked exception for malformed text.
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        return factory;
    }

    /**
     * A reader before the first event, with characters repaired by {@link LenientXml}.
     *
     * @throws XMLStreamException if the document is not well-formed
     */
    public static XMLStreamReader2 reader(byte[] xml) throws XMLStreamException {
        return strictReader(LenientXml.repair(xml));
    }

    /** A reader of a document whose characters have been repaired. */
    static XMLStreamReader2 strictReader(byte[] xml) throws XMLStreamException {
        // A factory caches all names for ever, and users choose names of metadata: each document has its own.
        return (XMLStreamReader2) readers().createXMLStreamReader(new ByteArrayInputStream(xml));
    }

    /**
     * The next event.
     *
     * @throws XMLStreamException if the document is not well-formed, has a DTD or is nested too deeply
     */
    public static int next(XMLStreamReader2 reader) throws XMLStreamException {
        int event = checked(reader::next);
        if (event == XMLStreamConstants.START_ELEMENT) {
            checkNamespaces(reader);
        }
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new XMLStreamException("document types and entities are not allowed");
        }
        if (reader.getDepth() > MAX_DEPTH) {
            throw new XMLStreamException("nested deeper than " + MAX_DEPTH);
        }
        return event;
    }

    /** Aalto accepts a prefix bound to an empty namespace, which is not well-formed. */
    private static void checkNamespaces(XMLStreamReader2 reader) throws XMLStreamException {
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            if (isEmpty(reader.getNamespaceURI(i)) && !isEmpty(reader.getNamespacePrefix(i))) {
                throw new XMLStreamException("a prefix without a namespace");
            }
        }
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private interface Step<T> {
        T take() throws XMLStreamException;
    }

    /** Aalto also throws unchecked exceptions, for text and for invalid prefixes. */
    private static <T> T checked(Step<T> step) throws XMLStreamException {
        try {
            return step.take();
        } catch (RuntimeException e) {
            throw new XMLStreamException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The text of the current element and its children. The reader is at its start. */
    public static String text(XMLStreamReader2 reader) throws XMLStreamException {
        int depth = reader.getDepth();
        StringBuilder text = new StringBuilder();
        while (true) {
            int event = next(reader);
            if (event == XMLStreamConstants.END_ELEMENT && reader.getDepth() == depth) {
                return text.toString().strip();
            }
            if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                String part = checked(reader::getText);
                text.append(part);
            }
        }
    }

    /**
     * The text of the first element at a path, such as {@code /response/metadata/tenant-id}: elements of the same name
     * elsewhere may be user data. Empty if there is none, or the document is malformed before it.
     */
    public static Optional<String> textAt(byte[] xml, String path) {
        return at(xml, path, Optional.empty(), reader -> Optional.of(text(reader)));
    }

    /**
     * The texts of the child elements of the first element at a path, by name, in document order; the last of a
     * repeated name. Empty if the element is missing, or the document is malformed before its end.
     */
    public static Map<String, String> textsBelow(byte[] xml, String path) {
        return at(xml, path, Map.of(), BbbXml::textsBelow);
    }

    private static Map<String, String> textsBelow(XMLStreamReader2 reader) throws XMLStreamException {
        Map<String, String> texts = new LinkedHashMap<>();
        int depth = reader.getDepth();
        int event = next(reader);
        while (event != XMLStreamConstants.END_ELEMENT || reader.getDepth() > depth) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                texts.put(reader.getLocalName(), text(reader));
            }
            event = next(reader);
        }
        return texts;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(XMLStreamReader2 reader) throws XMLStreamException;
    }

    private static <T> T at(byte[] xml, String path, T fallback, Reading<T> reading) {
        List<String> names = List.of(path.substring(1).split("/", -1));
        try {
            XMLStreamReader2 reader = reader(xml);
            try {
                return isFound(reader, names) ? reading.of(reader) : fallback;
            } finally {
                reader.close();
            }
        } catch (XMLStreamException _) {
            return fallback;
        }
    }

    /** Moves to the start of the first element at a path. */
    private static boolean isFound(XMLStreamReader2 reader, List<String> names) throws XMLStreamException {
        int onPath = 0;
        while (reader.hasNext()) {
            int event = next(reader);
            if (event == XMLStreamConstants.START_ELEMENT
                    && reader.getDepth() == onPath + 1
                    && reader.getLocalName().equals(names.get(onPath))) {
                onPath++;
                if (onPath == names.size()) {
                    return true;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT && reader.getDepth() == onPath) {
                onPath--;
            }
        }
        return false;
    }

    /** The error answer for a front-end. */
    public static byte[] failed(BbbError error) {
        return write(new Failed("FAILED", legal(error.key()), legal(error.message())));
    }

    /** Replaces the characters that XML does not allow, among them U+0000, which PostgreSQL cannot store. */
    public static String legal(String text) {
        return isPlain(text) ? text : ILLEGAL.matcher(text).replaceAll("\uFFFD");
    }

    /** Fast path: nearly all texts are plain, and a list of recordings has thousands of them. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            boolean isControl = at < ' ' && at != '\t' && at != '\n' && at != '\r';
            if (isControl || at >= Character.MIN_SURROGATE) {
                return false;
            }
        }
        return true;
    }

    /** Serializes a record whose class names the root element. */
    public static byte[] write(Object document) {
        try {
            return WRITER.writeValueAsBytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + document.getClass(), e);
        }
    }

    @JacksonXmlRootElement(localName = "response")
    private record Failed(String returncode, String messageKey, String message) {}
}
