package org.scalelite.simulator.http;

/** The version document of 3.0 (BBB API reference, section 4.1). */
public final class IndexDocument {

    private IndexDocument() {}

    public static HttpAnswer answer(String origin, String bbbVersion) {
        String authority = origin.substring(origin.indexOf("://") + 3);
        return HttpAnswer.xml(XmlText.success()
                .element("version", "2.0")
                .element("apiVersion", "2.0")
                .element("bbbVersion", bbbVersion)
                .element("html5PluginSdkVersion", "0.0.70")
                .element("graphqlWebsocketUrl", "ws://" + authority + "/graphql")
                .element("graphqlApiUrl", origin + "/api/rest"));
    }
}
