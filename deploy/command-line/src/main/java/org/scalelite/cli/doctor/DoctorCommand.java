package org.scalelite.cli.doctor;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Confirmation;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.output.Cell;
import org.scalelite.cli.output.JsonListing;
import org.scalelite.cli.output.Style;
import org.scalelite.common.doctor.Finding;
import org.scalelite.common.registry.RegistryFault;
import org.scalelite.common.text.Amounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}: checks the installation, and repairs the registry. */
@Command(
        name = "doctor",
        description = {
            "Checks configuration, Redis, PostgreSQL, BBB servers, clocks, directories of recordings and the registry, and"
                    + " says what to do. Changes nothing without --fix.",
            "Exit code 0: nothing has to be done (there may be notes); 1: a warning, but no problem; 2: a problem."
        })
public final class DoctorCommand extends StoreCommand {
    private static final int WARNINGS = 1;
    private static final int PROBLEMS = 2;

    @Option(names = "--json", description = "As JSON, what is in order included.")
    private boolean json;

    @Option(names = "--fix", description = "Mend what contradicts itself in the registry, after a question.")
    private boolean fix;

    @Mixin
    private final Confirmation confirmation = new Confirmation(context.input());

    public DoctorCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Doctor doctor = new Doctor(context.environment(), InstantSource.system());
        List<Finding.Section> sections = new ArrayList<>();
        doctor.examine(section -> {
            sections.add(section);
            if (!json) {
                Report.print(section, reply.out(), reply.style());
            }
        });
        List<Finding> findings = sections.stream()
                .flatMap(section -> section.findings().stream())
                .toList();
        Optional<Set<RegistryFault>> repaired = fix ? repair(doctor, findings) : Optional.of(Set.of());
        Set<RegistryFault> gone = repaired.orElse(Set.of());
        if (json) {
            Report.json(sections, gone, reply.out());
        } else {
            reply.out().println(Report.summary(findings, gone, fix));
        }
        return exitCode(findings, gone);
    }

    /** The exit code of the worst finding that still exists. */
    static int exitCode(List<Finding> findings, Set<RegistryFault> repaired) {
        return findings.stream()
                .filter(finding -> finding.fault().filter(repaired::contains).isEmpty())
                .mapToInt(finding -> switch (finding.severity()) {
                    case OK, NOTE -> ExitCode.OK;
                    case WARNING -> WARNINGS;
                    case PROBLEM -> PROBLEMS;
                })
                .max()
                .orElse(ExitCode.OK);
    }

    /** The faults that no longer exist; empty if the operator did not confirm the repair. */
    private Optional<Set<RegistryFault>> repair(Doctor doctor, List<Finding> findings) {
        List<RegistryFault> faults = findings.stream()
                .flatMap(finding -> finding.fault().stream())
                .distinct()
                .toList();
        if (faults.isEmpty()) {
            return Optional.of(Set.of());
        }
        if (!confirmation.isGiven("Mend %s of the registry?".formatted(Amounts.count(faults.size(), "fault")))) {
            return Optional.empty();
        }
        List<RegistryFault> repaired = doctor.repair(faults, context.actor());
        if (!json) {
            faults.forEach(fault -> reply.out()
                    .println("%s: %s"
                            .formatted(
                                    repaired.contains(fault) ? "mended" : "no longer so",
                                    Cell.printable(fault.what()))));
        }
        return Optional.of(Set.copyOf(faults));
    }

    /** What the doctor found, for people and for programs. */
    static final class Report {
        /** A badly restored registry may have thousands. */
        private static final int MOST_LINES = 50;

        private Report() {}

        static void print(Finding.Section section, PrintWriter out, Style style) {
            out.println(section.subject());
            List<Finding> findings = section.findings();
            findings.stream().limit(MOST_LINES).forEach(finding -> {
                String severity = finding.severity().text();
                out.println("  %s  %s: %s"
                        .formatted(
                                style.coloured("%-7s".formatted(severity), severity),
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

        static void json(List<Finding.Section> sections, Set<RegistryFault> fixed, PrintWriter out) {
            List<Map<String, @Nullable Object>> entries = new ArrayList<>();
            for (Finding.Section section : sections) {
                section.findings().forEach(finding -> entries.add(entry(section, finding, fixed)));
            }
            JsonListing.print(entries, out);
        }

        private static Map<String, @Nullable Object> entry(
                Finding.Section section, Finding finding, Set<RegistryFault> fixed) {
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
            long problems = count(left, Finding.Severity.PROBLEM);
            long warnings = count(left, Finding.Severity.WARNING);
            if (problems + warnings == 0) {
                return "Nothing has to be done";
            }
            long fixable = left.stream().filter(Finding::isFixable).count();
            return "%s, %s".formatted(Amounts.count(problems, "problem"), Amounts.count(warnings, "warning"))
                    + (fixable > 0 && !fix ? "; 'scalelite doctor --fix' mends %d of them".formatted(fixable) : "");
        }

        private static long count(List<Finding> findings, Finding.Severity severity) {
            return findings.stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
        }
    }
}
