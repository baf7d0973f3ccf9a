package org.scalelite.api.dialin;

import com.fasterxml.aalto.stax.OutputFactoryImpl;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The XML documents for FreeSWITCH: a dialplan, or "not found". */
final class DialplanDocument {
    private static final OutputFactoryImpl WRITERS = new OutputFactoryImpl();
    private static final String CONTEXT = "public";
    private static final byte[] NOT_FOUND = write(xml -> {
        xml.writeStartElement("section");
        xml.writeAttribute("name", "result");
        xml.writeEmptyElement("result");
        xml.writeAttribute("status", "not found");
        xml.writeEndElement();
    });

    private DialplanDocument() {}

    /**
     * A FreeSWITCH action.
     *
     * @param data without other variables than ${pin}, escape characters and control characters
     */
    record Action(String application, String data) {
        // Initialized before the constants that it checks.
        private static final Pattern SAFE = Pattern.compile("(?:\\$\\{pin\\} XML public|[^$\\\\\\p{Cntrl}])*+");

        /** The PIN, which the prompt has restricted to digits. */
        static final Action TRANSFER_TO_PIN = new Action("transfer", "${pin} XML public");

        Action {
            if (!SAFE.matcher(data).matches()) {
                throw new IllegalArgumentException("data with variables or control characters: " + application);
            }
        }

        static Action of(String application) {
            return new Action(application, "");
        }
    }

    @FunctionalInterface
    private interface Writing {
        void to(XMLStreamWriter xml) throws XMLStreamException;
    }

    /** "Not found": FreeSWITCH continues with its own dialplan. */
    static byte[] notFound() {
        return NOT_FOUND.clone();
    }

    /** The actions for a call to this number. */
    static byte[] extension(String name, DialedNumber number, List<Action> actions) {
        return write(xml -> {
            xml.writeStartElement("section");
            xml.writeAttribute("name", "dialplan");
            xml.writeStartElement("context");
            xml.writeAttribute("name", CONTEXT);
            xml.writeStartElement("extension");
            xml.writeAttribute("name", name);
            xml.writeStartElement("condition");
            xml.writeAttribute("field", "destination_number");
            xml.writeAttribute("expression", number.expression());
            for (Action action : actions) {
                xml.writeEmptyElement("action");
                xml.writeAttribute("application", action.application());
                if (!action.data().isEmpty()) {
                    xml.writeAttribute("data", action.data());
                }
            }
        });
    }

    private static byte[] write(Writing content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = WRITERS.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("document");
            xml.writeAttribute("type", "freeswitch/xml");
            content.to(xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write a dialplan as XML", e);
        }
        return bytes.toByteArray();
    }
}
