package org.scalelite.cli.doctor;

import java.util.function.Consumer;
import org.scalelite.common.doctor.Finding;

/**
 * A fault, and what is said of it.
 *
 * @param what a part of what is said to be wrong
 * @param cure a part of what is said to cure it
 */
record Planted(String name, Consumer<Installation> plant, Finding.Severity severity, String what, String cure) {

    static Planted planted(
            String name, Finding.Severity severity, String what, String cure, Consumer<Installation> plant) {
        return new Planted(name, plant, severity, what, cure);
    }

    @Override
    public String toString() {
        return name;
    }
}
