package org.scalelite.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;
import org.scalelite.common.testing.ModuleArchitecture;

class ApiArchitectureTest extends ModuleArchitecture {
    ApiArchitectureTest() {
        super("api");
    }

    @Test
    void onlyHttpPackagesAndControllersUseHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.scalelite.api.http..",
                        "org.scalelite.api.limit..",
                        "org.scalelite.api.bbb..",
                        "org.scalelite.api.admin..",
                        "org.scalelite.api.console",
                        "org.scalelite.api.console.stream")
                .and()
                .doNotHaveSimpleName("ApiService")
                .and()
                .haveNameNotMatching(".*Controller(\\$Definition.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micronaut.http..", "io.netty..")
                .check(classes);
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
                        "org.scalelite.api.console..",
                        "org.scalelite.api.dialin..",
                        "org.scalelite.api.meeting..",
                        "org.scalelite.api.recording..",
                        "org.scalelite.api.playback..",
                        "org.scalelite.api.session..")
                .check(classes);
    }
}
