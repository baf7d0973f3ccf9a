package org.scalelite.api.dialin;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Parses a document like FreeSWITCH. Fails for invalid documents, for applications that the API does not use, and for
 * invalid data of an application.
 *
 * @param expression of the only condition; empty if there is no dialplan
 * @param actions application and data, separated by a space
 */
record SwitchDocument(boolean isFound, String expression, List<String> actions) {
    private static final DocumentBuilder READER = reader();
    private static final Validator GRAMMAR = grammar();
    private static final String TRANSFER = "${pin} XML public";

    /** From the documentation of mod_dptools. */
    private static final Map<String, Pattern> DATA = new LinkedHashMap<>();

    static {
        DATA.put("answer", Pattern.compile(""));
        DATA.put("sched_hangup", Pattern.compile("\\+[1-9][0-9]*"));
        DATA.put("playback", Pattern.compile("[a-z]+/[a-z_-]+\\.wav"));
        DATA.put(
                "play_and_get_digits",
                Pattern.compile("[0-9]+ [0-9]+ 3 7000 # [a-z]+/[a-z_-]+\\.wav [a-z]+/[a-z_-]+\\.wav pin \\[0-9]\\+"));
        DATA.put("transfer", Pattern.compile(Pattern.quote(TRANSFER)));
        DATA.put(
                "set",
                Pattern.compile("meeting_id=[A-Za-z0-9 ._~:@+=,\\[\\]%-]+"
                        + "|effective_caller_id_name=[\\p{L}\\p{M}\\p{N} .+\u2019-]{1,128}"));
        DATA.put("bridge", Pattern.compile("sofia/external/[0-9]{1,20}@([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])"));
        DATA.put("hangup", Pattern.compile("[A-Z_]+"));
    }

    static synchronized SwitchDocument read(String xml) {
        try {
            return checked(xml);
        } catch (Exception | AssertionError e) {
            throw new AssertionError("FreeSWITCH would not take: " + xml, e);
        }
    }

    private static SwitchDocument checked(String xml) throws Exception {
        Element document = READER.parse(new InputSource(new StringReader(xml))).getDocumentElement();
        GRAMMAR.validate(new DOMSource(document));
        String foreign = xml.replace(TRANSFER, "");
        check(foreign.indexOf('$') == foreign.lastIndexOf('$'), "a second dollar");
        check(!xml.contains("\\"), "a backslash");
        check(xml.codePoints().noneMatch(Character::isISOControl), "a control character");
        Element section = (Element) document.getFirstChild();
        boolean isFound = section.getAttribute("name").equals("dialplan");
        check(isFound == (document.getElementsByTagName("context").getLength() == 1), "the wrong section");
        return isFound ? dialplan(document) : new SwitchDocument(false, "", List.of());
    }

    private static SwitchDocument dialplan(Element document) {
        Element condition = (Element) document.getElementsByTagName("condition").item(0);
        check(document.getElementsByTagName("condition").getLength() == 1, "one condition");
        check(condition.getAttribute("field").equals("destination_number"), "the number decides");
        Element context = (Element) document.getElementsByTagName("context").item(0);
        check(context.getAttribute("name").equals("public"), "the context of foreign callers");
        NodeList elements = document.getElementsByTagName("action");
        List<String> actions = new ArrayList<>();
        for (int i = 0; i < elements.getLength(); i++) {
            Element action = (Element) elements.item(i);
            String application = action.getAttribute("application");
            String data = action.getAttribute("data");
            Pattern form = DATA.get(application);
            check(form != null && form.matcher(data).matches(), application + " " + data);
            actions.add((application + " " + data).strip());
        }
        return new SwitchDocument(true, condition.getAttribute("expression"), List.copyOf(actions));
    }

    private static void check(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }

    private static DocumentBuilder reader() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Validator grammar() {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(SwitchDocument.class.getResource("freeswitch.xsd"))
                    .newValidator();
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether FreeSWITCH executes the actions for this number. */
    boolean isFor(String destination) {
        return Pattern.compile(expression).matcher(destination).find();
    }

    /** The data of the only action of this application. */
    String data(String application) {
        List<String> found = actions.stream()
                .filter(action -> action.startsWith(application + " "))
                .toList();
        check(found.size() == 1, "one " + application + " in " + actions);
        return found.getFirst().substring(application.length() + 1);
    }

    boolean isPrompt() {
        return actions.contains("answer");
    }

    boolean isReprompt() {
        return !isPrompt() && actions.contains("transfer " + TRANSFER);
    }

    boolean isBridge() {
        return actions.stream().anyMatch(action -> action.startsWith("bridge "));
    }

    boolean isHangup() {
        return actions.equals(List.of("hangup CALL_REJECTED"));
    }
}
