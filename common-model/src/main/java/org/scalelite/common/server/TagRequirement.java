package org.scalelite.common.server;

import java.util.Arrays;
import java.util.List;

/**
 * Which servers a new meeting may be placed on: {@code tag[;tag…][!]}, as {@code meta_server-tag} says it
 * (specification, section 5.9).
 *
 * @param tags any of these will do; {@code none} stands for untagged servers; empty: untagged servers only
 * @param required whether an untagged server will not do instead
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

    /** The tags as they are written, without the exclamation mark. */
    public String tagList() {
        return String.join(SEPARATOR, tags);
    }
}
