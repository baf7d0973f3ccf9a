package org.scalelite.api.testing;

import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** An answer to a front-end. */
public record Answer(int status, HttpHeaders headers, String body) {

    /** The text of the first element with this name. */
    public Optional<String> text(String element) {
        return texts(element).stream().findFirst();
    }

    /** The texts of all elements with this name. */
    public List<String> texts(String element) {
        NodeList nodes = document().getElementsByTagName(element);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent().strip());
        }
        return texts;
    }

    public boolean isSuccess() {
        return status == 200 && text("returncode").orElse("").equals("SUCCESS");
    }

    /** The key of an error, or an empty text. */
    public String messageKey() {
        return text("messageKey").orElse("");
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The target of a redirect. */
    public URI location() {
        return URI.create(header("Location"));
    }

    private Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(body)));
        } catch (Exception e) {
            throw new AssertionError("no XML: " + body, e);
        }
    }
}
