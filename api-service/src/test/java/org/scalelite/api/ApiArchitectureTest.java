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
    void onlyHttpPackagesAndControllersUseHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.scalelite.api.http..",
                        "org.scalelite.api.limit..",
                        "org.scalelite.api.bbb..",
                        "org.scalelite.api.admin..")
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
    void httpPackagesKnowNoFeature() {
        noClasses()
                .that()
                .resideInAnyPackage("org.scalelite.api.http..", "org.scalelite.api.limit..", "org.scalelite.api.bbb..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.scalelite.api.admin..",
                        "org.scalelite.api.callback..",
                        "org.scalelite.api.dialin..",
                        "org.scalelite.api.meeting..",
                        "org.scalelite.api.recording..",
                        "org.scalelite.api.playback..")
                .check(CLASSES);
    }
}
