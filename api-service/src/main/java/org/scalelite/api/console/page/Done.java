package org.scalelite.api.console.page;

import java.util.Optional;
import org.scalelite.common.config.EnumText;

/** What an action has done, as the page after it says. The address holds only the name, so that no link makes up a text. */
public enum Done implements EnumText {
    ENABLED("The server is enabled. It gets meetings after its next successful poll."),
    CORDONED("The server is cordoned: it gets no new meetings, and is disabled after its last one."),
    DISABLED("The server is disabled."),
    POLLED("The server is polled at once."),
    PANICKED("The server is disabled, and all its meetings are removed."),
    ENDED("The meeting was ended."),
    IMPORT_RETRIED("The archive will be tried again with the next scan of the spool."),
    CALLBACK_RETRIED("It will be tried again now."),
    SETTING_SAVED("The setting is saved. It counts for meetings that are created from now on."),
    SETTING_REMOVED("The setting is removed.");

    private final String sentence;

    Done(String sentence) {
        this.sentence = sentence;
    }

    /** The sentence of this name. */
    public static Optional<String> sentence(String name) {
        return EnumText.find(Done.class, name).map(done -> done.sentence);
    }
}
