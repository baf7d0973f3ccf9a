package org.scalelite.api.console.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Addresses of pages. Ids are in the query, where every character is allowed. */
public final class Link {
    private static final String BASE = "/scalelite/console";

    private Link() {}

    /** The address of a page. */
    public static String to(String page) {
        return BASE + page;
    }

    public static String to(String page, Map<String, String> parameters) {
        String query = new TreeMap<>(parameters)
                .entrySet().stream()
                        .filter(parameter -> !parameter.getValue().isEmpty())
                        .map(parameter -> parameter.getKey() + "="
                                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return BASE + page + (query.isEmpty() ? "" : "?" + query);
    }

    /** The address of a file, which changes with its content. */
    public static String asset(String name) {
        return to("/assets/" + name, Map.of("v", Asset.named(name).version()));
    }

    public static String server(String id) {
        return to("/server", Map.of("id", id));
    }

    public static String meeting(String tenant, String id) {
        return to("/meeting", Map.of("id", id, "tenant", tenant));
    }
}
