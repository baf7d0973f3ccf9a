package org.scalelite.api.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.doctor.Amounts;
import org.scalelite.api.doctor.Finding;
import org.scalelite.api.doctor.Section;
import org.scalelite.api.doctor.Severity;
import org.scalelite.common.cli.Cell;
import org.scalelite.common.cli.JsonListing;
import org.scalelite.common.registry.RegistryFault;

/** What the doctor found, for people and for programs. */
final class DoctorReport {
    /** A registry that was restored badly may have thousands; nobody reads more. */
    private static final int MOST_LINES = 50;

    private DoctorReport() {}

    static void print(Section section, PrintWriter out) {
        out.println(section.subject());
        List<Finding> findings = section.findings();
        findings.stream().limit(MOST_LINES).forEach(finding -> {
            out.println("  %-7s  %s: %s"
                    .formatted(
                            finding.severity().text(),
                            Cell.printable(finding.where()),
                            Cell.printable(finding.what())));
            if (!finding.cure().isEmpty()) {
                out.println("           cure: " + Cell.printable(finding.cure()));
            }
        });
        if (findings.size() > MOST_LINES) {
            out.println("  … and %d more; --json lists all".formatted(findings.size() - MOST_LINES));
        }
        out.flush();
    }

    static void json(List<Section> sections, Set<RegistryFault> fixed, PrintWriter out) {
        List<Map<String, @Nullable Object>> entries = new ArrayList<>();
        for (Section section : sections) {
            section.findings().forEach(finding -> entries.add(entry(section, finding, fixed)));
        }
        JsonListing.print(entries, out);
    }

    private static Map<String, @Nullable Object> entry(Section section, Finding finding, Set<RegistryFault> fixed) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("subject", section.subject());
        fields.put("severity", finding.severity().text());
        fields.put("where", finding.where());
        fields.put("what", finding.what());
        fields.put("cure", finding.cure());
        fields.put("fixable", finding.isFixable());
        fields.put("fixed", finding.fault().filter(fixed::contains).isPresent());
        return fields;
    }

    static String summary(List<Finding> findings, Set<RegistryFault> fixed, boolean fix) {
        List<Finding> left = findings.stream()
                .filter(finding -> finding.fault().filter(fixed::contains).isEmpty())
                .toList();
        long problems = count(left, Severity.PROBLEM);
        long warnings = count(left, Severity.WARNING);
        if (problems + warnings == 0) {
            return "Nothing has to be done";
        }
        long fixable = left.stream().filter(Finding::isFixable).count();
        return "%s, %s".formatted(Amounts.count(problems, "problem"), Amounts.count(warnings, "warning"))
                + (fixable > 0 && !fix ? "; 'scalelite doctor --fix' mends %d of them".formatted(fixable) : "");
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
