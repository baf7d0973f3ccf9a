package org.scalelite.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;
import org.scalelite.common.testing.ModuleArchitecture;

class CommandLineArchitectureTest extends ModuleArchitecture {
    CommandLineArchitectureTest() {
        super("cli");
    }

    @Test
    void noCommandDependsOnTheRoot() {
        noClasses()
                .that()
                .resideInAPackage("org.scalelite.cli.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.scalelite.cli")
                .check(classes);
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
                .check(classes);
    }
}
