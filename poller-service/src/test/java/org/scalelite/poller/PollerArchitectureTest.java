package org.scalelite.poller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.scalelite.common.testing.HouseRules;

class PollerArchitectureTest {
    private static final JavaClasses CLASSES = HouseRules.module("poller");

    @Test
    void followsArchitectureRules() {
        HouseRules.everywhere("poller").forEach(rule -> rule.check(CLASSES));
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
                .check(CLASSES);
    }
}
