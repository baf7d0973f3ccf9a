package org.scalelite.common.server;

import java.util.Arrays;
import java.util.List;

/**
 * The tags that a new meeting requires of its server: {@code tag[;tag…][!]} in {@code meta_server-tag} (specification,
 * section 5.9).
 *
 * @param tags one of these; {@code none} means untagged servers; empty: untagged servers only
 * @param required whether an untagged server is not allowed instead
 */
public record TagRequirement(List<String> tags, boolean required) {
    private static final String SEPARATOR = ";";
    private static final String REQUIRED = "!";

    public TagRequirement {
        tags = List.copyOf(tags);
    }

    /** Any untagged server. */
    public static TagRequirement none() {
        return new TagRequirement(List.of(), false);
    }

    /** Reads {@code a;b!}. */
    public static TagRequirement parse(String text) {
        String stripped = text.strip();
        boolean required = stripped.endsWith(REQUIRED);
        String names = required ? stripped.substring(0, stripped.length() - REQUIRED.length()) : stripped;
        List<String> tags = Arrays.stream(names.split(SEPARATOR))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
        return new TagRequirement(tags, required && !tags.isEmpty());
    }

    /** The tags as text, without the exclamation mark. */
    public String tagList() {
        return String.join(SEPARATOR, tags);
    }
}
