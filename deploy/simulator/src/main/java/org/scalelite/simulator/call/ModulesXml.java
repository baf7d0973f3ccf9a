package org.scalelite.simulator.call;

import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the XML body of create and insertDocument (BBB API reference, sections 4.2.6 and 4.9). */
final class ModulesXml {

    private static final XMLInputFactory READERS = readers();

    private ModulesXml() {}

    static boolean isWellFormed(byte[] body) {
        try {
            countDocuments(body);
            return true;
        } catch (XMLStreamException e) {
            return false;
        }
    }

    /** How many documents the presentation module has. */
    static int countDocuments(byte[] body) throws XMLStreamException {
        XMLStreamReader reader = READERS.createXMLStreamReader(new ByteArrayInputStream(body));
        int documents = 0;
        boolean inPresentation = false;
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                switch (reader.getLocalName()) {
                    case "module" -> inPresentation = "presentation".equals(reader.getAttributeValue(null, "name"));
                    case "document" -> documents += inPresentation ? 1 : 0;
                    default -> {}
                }
            }
        }
        return documents;
    }

    private static XMLInputFactory readers() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
