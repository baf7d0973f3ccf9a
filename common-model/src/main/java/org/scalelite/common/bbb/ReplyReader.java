package org.scalelite.common.bbb;

import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.xml.LenientXml;

/** Reads the return code and the error of a BBB answer (BBB reference, sections 1.4 and 1.5). */
final class ReplyReader {
    private @Nullable String returnCode;
    private @Nullable String key;
    private @Nullable String message;
    private boolean errorList;
    private boolean inErrors;
    private boolean inError;

    private ReplyReader() {}

    static BbbReply read(byte[] xml) {
        ReplyReader answer = new ReplyReader();
        try {
            byte[] repaired = LenientXml.repair(xml);
            answer.readDocument(repaired);
            return answer.reply(repaired);
        } catch (XMLStreamException e) {
            return new BbbReply.Unreadable("no well-formed XML: " + e.getMessage());
        }
    }

    private BbbReply reply(byte[] xml) {
        if (returnCode == null) {
            return new BbbReply.Unreadable("no returncode");
        }
        if (returnCode.equals("SUCCESS")) {
            return new BbbReply.Success(xml);
        }
        BbbError error = new BbbError(
                Optional.ofNullable(key).orElse(""),
                Optional.ofNullable(message).orElse(""));
        // Client libraries do not parse lists of errors (BBB reference, section 10).
        return new BbbReply.Failed(error, errorList ? BbbXml.failed(error) : xml);
    }

    private void readDocument(byte[] xml) throws XMLStreamException {
        XMLStreamReader2 reader = BbbXml.strictReader(xml);
        try {
            boolean isResponse = false;
            while (reader.hasNext()) {
                if (BbbXml.next(reader) != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (reader.getDepth() == 1) {
                    isResponse = reader.getLocalName().equals("response");
                } else if (isResponse) {
                    readElement(reader);
                }
            }
        } finally {
            reader.close();
        }
    }

    private void readElement(XMLStreamReader2 reader) throws XMLStreamException {
        int depth = reader.getDepth();
        String name = reader.getLocalName();
        if (depth == 2) {
            inErrors = name.equals("errors");
            errorList |= inErrors;
            readField(reader, name);
        } else if (depth == 3) {
            inError = inErrors && name.equals("error");
            if (inError) {
                // Servers before 2.x have the error in attributes (specification, section 5.5).
                setKey(reader.getAttributeValue(null, "key"));
                setMessage(reader.getAttributeValue(null, "message"));
            }
        } else if (depth == 4 && inError && name.equals("key")) {
            setKey(BbbXml.text(reader));
        } else if (depth == 4 && inError && name.equals("message")) {
            setMessage(BbbXml.text(reader));
        }
    }

    /** The first element of a name is used. */
    private void readField(XMLStreamReader2 reader, String name) throws XMLStreamException {
        switch (name) {
            case "returncode" -> {
                String text = BbbXml.text(reader);
                returnCode = returnCode == null ? text : returnCode;
            }
            case "messageKey" -> setKey(BbbXml.text(reader));
            case "message" -> setMessage(BbbXml.text(reader));
            default -> {
                // Not about success or failure.
            }
        }
    }

    private void setKey(@Nullable String text) {
        key = key == null ? text : key;
    }

    private void setMessage(@Nullable String text) {
        message = message == null ? text : message;
    }
}
