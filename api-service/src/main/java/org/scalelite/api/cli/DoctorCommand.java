package org.scalelite.api.cli;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.scalelite.api.doctor.Amounts;
import org.scalelite.api.doctor.Doctor;
import org.scalelite.api.doctor.Finding;
import org.scalelite.api.doctor.Section;
import org.scalelite.common.cli.Cell;
import org.scalelite.common.cli.Confirmation;
import org.scalelite.common.registry.RegistryFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what is wrong with the installation, and repairs what can be repaired in the registry. */
@Command(
        name = "doctor",
        description = {
            "Checks configuration, Redis, PostgreSQL, BBB servers, clocks, directories of recordings and the registry, and"
                    + " says what to do. Changes nothing without --fix.",
            "Exit code 0: nothing has to be done (there may be notes); 1: a problem or a warning."
        })
final class DoctorCommand implements Callable<Integer> {
    private final Pool pool;

    @Option(names = "--json", description = "As JSON, what is in order included.")
    private boolean json;

    @Option(names = "--fix", description = "Mend what contradicts itself in the registry, after a question.")
    private boolean fix;

    @Mixin
    private final Confirmation confirmation;

    @Mixin
    private final Reply reply = new Reply();

    DoctorCommand(Pool pool) {
        this.pool = pool;
        this.confirmation = new Confirmation(pool.input());
    }

    @Override
    public Integer call() {
        Doctor doctor = new Doctor(pool.environment(), InstantSource.system());
        List<Section> sections = new ArrayList<>();
        doctor.examine(section -> {
            sections.add(section);
            if (!json) {
                DoctorReport.print(section, reply.out());
            }
        });
        List<Finding> findings = sections.stream()
                .flatMap(section -> section.findings().stream())
                .toList();
        Optional<Set<RegistryFault>> repaired = fix ? repair(doctor, findings) : Optional.of(Set.of());
        Set<RegistryFault> gone = repaired.orElse(Set.of());
        if (json) {
            DoctorReport.json(sections, gone, reply.out());
        } else {
            reply.out().println(DoctorReport.summary(findings, gone, fix));
        }
        boolean healthy = findings.stream()
                .filter(finding -> finding.severity().needsCure())
                .allMatch(finding -> finding.fault().filter(gone::contains).isPresent());
        return healthy && repaired.isPresent() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** The faults that are gone now; empty if nobody wanted them repaired. */
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
        List<RegistryFault> repaired = doctor.repair(faults, pool.actor());
        if (!json) {
            faults.forEach(fault -> reply.out()
                    .println("%s: %s"
                            .formatted(
                                    repaired.contains(fault) ? "mended" : "no longer so",
                                    Cell.printable(fault.what()))));
        }
        return Optional.of(Set.copyOf(faults));
    }
}
