package org.scalelite.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.scalelite.common.testing.HouseRules;

class CommandLineArchitectureTest {
    private static final JavaClasses CLASSES = HouseRules.module("cli");

    @Test
    void houseRules() {
        HouseRules.everywhere("cli").forEach(rule -> rule.check(CLASSES));
    }

    @Test
    void noCommandDependsOnTheRoot() {
        noClasses()
                .that()
                .resideInAPackage("org.scalelite.cli.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.scalelite.cli")
                .check(CLASSES);
    }

    @Test
    void onlyPollAndRecordingsUseServices() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.scalelite.cli.poll..", "org.scalelite.cli.recordings..", "org.scalelite.cli.command..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.scalelite.poller..", "org.scalelite.importer..")
                .check(CLASSES);
    }
}
