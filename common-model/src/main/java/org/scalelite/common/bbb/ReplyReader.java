package org.scalelite.common.bbb;

import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/** Reads the answer of a BBB server as far as it concerns success and failure (BBB reference, sections 1.4 and 1.5). */
final class ReplyReader {
    private @Nullable String returnCode;
    private @Nullable String key;
    private @Nullable String message;
    private boolean errorList;

    private ReplyReader() {}

    static BbbReply read(byte[] xml) {
        ReplyReader answer = new ReplyReader();
        try {
            answer.readDocument(xml);
        } catch (XMLStreamException e) {
            return new BbbReply.Unreadable("no well-formed XML: " + e.getMessage());
        }
        return answer.reply(xml);
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
        // Client libraries find neither key nor message in a list of errors (BBB reference, section 10).
        return new BbbReply.Failed(error, errorList ? BbbXml.failed(error) : xml);
    }

    private void readDocument(byte[] xml) throws XMLStreamException {
        XMLStreamReader2 reader = BbbXml.reader(xml);
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
            switch (name) {
                case "returncode" -> returnCode = BbbXml.text(reader);
                case "messageKey" -> key = BbbXml.text(reader);
                case "message" -> message = BbbXml.text(reader);
                case "errors" -> errorList = true;
                default -> {
                    // Not about success or failure.
                }
            }
        } else if (errorList && depth == 4) {
            if (name.equals("key") && key == null) {
                key = BbbXml.text(reader);
            } else if (name.equals("message") && message == null) {
                message = BbbXml.text(reader);
            }
        }
    }
}
