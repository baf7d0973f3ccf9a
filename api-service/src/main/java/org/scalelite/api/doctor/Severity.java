package org.scalelite.api.doctor;

import java.util.Locale;

/** How much a finding matters. */
public enum Severity {
    /** As it should be. */
    OK,
    /** Worth knowing; nothing has to be done. */
    NOTE,
    /** Works for now, or mostly. */
    WARNING,
    /** Does not work, or loses something. */
    PROBLEM;

    /** Whether somebody has to do something. */
    public boolean needsCure() {
        return this == WARNING || this == PROBLEM;
    }

    /** As it is printed. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
