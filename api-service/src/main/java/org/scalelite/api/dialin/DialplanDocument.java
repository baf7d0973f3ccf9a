package org.scalelite.api.dialin;

import com.fasterxml.aalto.stax.OutputFactoryImpl;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** How FreeSWITCH wants its answers: in place of a dialplan file, or to say that there is none. */
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
     * Something that FreeSWITCH does.
     *
     * @param data holds no variable but our own, nothing that quotes, no control character
     */
    record Action(String application, String data) {
        // Before what it checks.
        private static final Pattern HARMLESS = Pattern.compile("(?:\\$\\{pin\\} XML public|[^$\\\\\\p{Cntrl}])*+");

        /** The caller's digits, which the prompt before it has checked. */
        static final Action TRANSFER_TO_PIN = new Action("transfer", "${pin} XML public");

        Action {
            if (!HARMLESS.matcher(data).matches()) {
                throw new IllegalArgumentException(
                        "a dialplan would read more than text in the data of " + application);
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

    /** That we have nothing for this call: FreeSWITCH goes on with its own files. */
    static byte[] notFound() {
        return NOT_FOUND.clone();
    }

    /** What is to be done with a call to this number. */
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
