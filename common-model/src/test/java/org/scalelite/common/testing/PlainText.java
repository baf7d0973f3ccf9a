package org.scalelite.common.testing;

import java.util.regex.Pattern;

/** What no log, event or command shows: text that Java makes of records and Optionals. */
public final class PlainText {
    public static final Pattern OF_JAVA = Pattern.compile("\\b[A-Z]\\w*\\[\\w+=|\\bOptional(\\[|\\.empty\\b)");

    private PlainText() {}
}
