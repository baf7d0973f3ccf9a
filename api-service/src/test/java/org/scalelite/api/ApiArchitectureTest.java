package org.scalelite.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.scalelite.common.testing.HouseRules;

class ApiArchitectureTest {
    private static final JavaClasses CLASSES = HouseRules.module("api");

    @Test
    void architectureRulesHold() {
        HouseRules.everywhere("api").forEach(rule -> rule.check(CLASSES));
    }

    @Test
    void onlyEdgeAndControllersUseHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.scalelite.api.edge..")
                .and()
                .doNotHaveSimpleName("ApiService")
                .and()
                .haveNameNotMatching(".*Controller(\\$Definition.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micronaut.http..", "io.netty..")
                .check(CLASSES);
    }

    @Test
    void edgeDoesNotDependOnFeatures() {
        noClasses()
                .that()
                .resideInAPackage("org.scalelite.api.edge..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.scalelite.api.admin..",
                        "org.scalelite.api.callback..",
                        "org.scalelite.api.dialin..",
                        "org.scalelite.api.meeting..",
                        "org.scalelite.api.recording..",
                        "org.scalelite.api.playback..",
                        "org.scalelite.api.cli..")
                .check(CLASSES);
    }
}
