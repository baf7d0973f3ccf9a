package org.scalelite.common.doctor;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.scalelite.common.registry.RegistryFault;
import org.scalelite.common.registry.RegistryFault.Kind;
import org.scalelite.common.registry.RegistryRepair;

/** What contradicts itself in Redis. */
final class RegistryCheck {
    /** Faults that users or operators notice. */
    private static final Set<Kind> PROBLEMS = EnumSet.of(
            Kind.MEETING_ON_MISSING_SERVER,
            Kind.MEETING_SPLIT,
            Kind.BRIDGE_UNCLAIMED,
            Kind.BRIDGE_SHARED,
            Kind.SERVER_LOAD_WRONG,
            Kind.SERVER_UNLISTED,
            Kind.SERVER_UNREADABLE,
            Kind.SERVER_WITHOUT_SECRET,
            Kind.SERVER_TWICE,
            Kind.TENANT_NOT_FOUND_BY_NAME,
            Kind.TENANT_NAME_SHARED,
            Kind.TENANT_WITHOUT_NAME,
            Kind.TENANT_WITHOUT_SECRET);

    private RegistryCheck() {}

    static List<Finding> run(RegistryRepair registry) {
        List<Finding> findings = Stream.concat(
                        registry.serverAndMeetingFaults().stream(), registry.tenantFaults().stream())
                .map(RegistryCheck::finding)
                .toList();
        return findings.isEmpty()
                ? List.of(Finding.ok("registry", "servers, meetings, voice bridges and tenants fit together"))
                : findings;
    }

    private static Finding finding(RegistryFault fault) {
        return new Finding(
                PROBLEMS.contains(fault.kind()) ? Finding.Severity.PROBLEM : Finding.Severity.WARNING,
                "registry",
                fault.what(),
                (fault.isRepairable() ? "scalelite doctor --fix: " : "") + fault.cure(),
                Optional.of(fault).filter(RegistryFault::isRepairable));
    }
}
