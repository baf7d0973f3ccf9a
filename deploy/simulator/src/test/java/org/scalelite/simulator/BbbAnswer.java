package org.scalelite.simulator;

import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** An answer of a server, with its XML taken apart. */
public record BbbAnswer(HttpResponse<String> response) {

    public int status() {
        return response.statusCode();
    }

    public String body() {
        return response.body();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The text of the first element with this name. */
    public String text(String element) {
        NodeList found = document().getElementsByTagName(element);
        return found.getLength() == 0 ? "absent" : found.item(0).getTextContent();
    }

    public List<String> texts(String element) {
        List<String> texts = new ArrayList<>();
        NodeList found = document().getElementsByTagName(element);
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    /** The names of the elements right below the first element with this name. */
    public List<String> childrenOf(String element) {
        List<String> names = new ArrayList<>();
        NodeList children = document().getElementsByTagName(element).item(0).getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element child) {
                names.add(child.getTagName());
            }
        }
        return names;
    }

    /** Return code, key and message in one line. */
    public String outcome() {
        return text("returncode") + " " + text("messageKey") + " " + text("message");
    }

    private Document document() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(body())));
        } catch (Exception e) {
            throw new AssertionError("Not XML: " + body(), e);
        }
    }
}
