package org.scalelite.common.doctor;

import java.util.List;
import java.util.Optional;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.registry.RegistryFault;

/**
 * What a check has found.
 *
 * @param where the thing that it concerns
 * @param what how that thing is, in a sentence
 * @param cure what to do about it; empty where nothing has to be done
 * @param fault what {@code --fix} can put right
 */
public record Finding(Severity severity, String where, String what, String cure, Optional<RegistryFault> fault) {

    /** All is well. */
    public static Finding ok(String where, String what) {
        return new Finding(Severity.OK, where, what, "", Optional.empty());
    }

    public static Finding note(String where, String what) {
        return new Finding(Severity.NOTE, where, what, "", Optional.empty());
    }

    public static Finding warning(String where, String what, String cure) {
        return new Finding(Severity.WARNING, where, what, cure, Optional.empty());
    }

    public static Finding problem(String where, String what, String cure) {
        return new Finding(Severity.PROBLEM, where, what, cure, Optional.empty());
    }

    /** The same as a note, which needs no cure. */
    Finding asNote() {
        return severity.needsCure() ? new Finding(Severity.NOTE, where, what, cure, Optional.empty()) : this;
    }

    /** Whether {@code --fix} puts it right. */
    public boolean isFixable() {
        return fault.isPresent();
    }

    /** How much a finding matters. */
    public enum Severity implements EnumText {
        /** As it should be. */
        OK,
        /** Worth knowing; nothing has to be done. */
        NOTE,
        /** Works for now, or mostly. */
        WARNING,
        /** Does not work, or loses something. */
        PROBLEM;

        /** Whether the operator has to act. */
        public boolean needsCure() {
            return this == WARNING || this == PROBLEM;
        }
    }

    /** All that was found of one subject. */
    public record Section(String subject, List<Finding> findings) {
        public Section {
            findings = List.copyOf(findings);
        }
    }
}
