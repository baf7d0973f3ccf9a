package org.scalelite.api.console.page;

import org.scalelite.api.operator.PoolDoctor;
import org.scalelite.common.doctor.Finding.Severity;
import org.scalelite.common.text.Amounts;

/** What the doctor found. */
public record DoctorPage(Frame frame, PoolDoctor.Report report) {

    /** The result in a few words. */
    public Badge result() {
        long problems = report.count(Severity.PROBLEM);
        long warnings = report.count(Severity.WARNING);
        if (problems + warnings == 0) {
            return new Badge("nothing has to be done", "good");
        }
        return new Badge(
                "%s, %s".formatted(Amounts.count(problems, "problem"), Amounts.count(warnings, "warning")),
                problems > 0 ? "bad" : "warn");
    }
}
