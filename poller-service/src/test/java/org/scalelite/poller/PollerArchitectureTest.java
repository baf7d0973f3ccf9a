package org.scalelite.poller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;
import org.scalelite.common.testing.ModuleArchitecture;

class PollerArchitectureTest extends ModuleArchitecture {
    PollerArchitectureTest() {
        super("poller");
    }

    @Test
    void decisionsDoNotDependOnRedisOrBbbClient() {
        noClasses()
                .that()
                .resideInAnyPackage("org.scalelite.poller.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.scalelite.common.redis..", "org.scalelite.poller.cycle..")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("BbbClient")
                .check(classes);
    }
}
