package org.scalelite.common.metrics;

/** Texts of labels. */
public final class Label {
    /** For texts that are not in the list. */
    public static final String OTHER = "other";

    private static final int MAX_LENGTH = 100;

    private Label() {}

    /** A text from the registry, which operators write: limited in length. */
    public static String of(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }

    /** A text from a BBB server or a front-end, if it is a short word; {@link #OTHER} otherwise. */
    public static String word(String text) {
        return text.matches("[A-Za-z0-9._+-]{1,40}") ? text : OTHER;
    }
}
