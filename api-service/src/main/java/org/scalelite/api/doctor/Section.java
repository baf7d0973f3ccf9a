package org.scalelite.api.doctor;

import java.util.List;

/** All that was found of one subject. */
public record Section(String subject, List<Finding> findings) {
    public Section {
        findings = List.copyOf(findings);
    }
}
