package org.scalelite.common.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;

/** Which code may depend on which (docs/architecture.md). */
public final class HouseRules {
    private static final String BASE = "org.scalelite.";

    private HouseRules() {}

    /** The classes of a module without its tests. */
    public static JavaClasses module(String name) {
        // The rules read names of other classes, not the classes.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                .importPackages(BASE + name);
    }

    /** The rules of every module. */
    public static List<ArchRule> everywhere(String module) {
        return List.of(
                noServiceDependsOnAnother(module),
                slices().matching(BASE + module + ".(*)..").should().beFreeOfCycles(),
                usedOnlyIn(
                                List.of(
                                        "common.redis",
                                        "common.server",
                                        "common.meeting",
                                        "common.tenant",
                                        "common.admin",
                                        "common.placement",
                                        "common.registry"),
                                "io.lettuce..")
                        .because("the registry, the directories and the audit log are the only ones that use Redis"),
                usedOnlyIn(List.of("common.bbb"), "io.micronaut.http.client..", "java.net.http..")
                        .because("BbbClient sets the deadlines"),
                usedOnlyIn(
                                List.of("common.http", "common.callback", "common.lrs", "api.console.oidc"),
                                "org.apache.hc..")
                        .because("CallbackClient keeps calls out of private networks, TokenClient and OidcClient call"
                                + " what operators name"),
                onlyRepositoriesRunSql(),
                onlyTheRecordingSearchBindsValues(),
                noClasses()
                        .should()
                        .dependOnClassesThat(resideInAPackage("java.util.logging.."))
                        .because("one log"),
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName(BASE + "common.program.Program")
                        .and()
                        .doNotHaveFullyQualifiedName(BASE + "cli.command.Caller")
                        .should()
                        .callMethod(System.class, "getenv")
                        .orShould()
                        .callMethod(System.class, "getenv", String.class)
                        .because("the environment is read once, into Settings"),
                fields().should()
                        .notBeAnnotatedWith("jakarta.inject.Inject")
                        .because("a class receives its collaborators in its constructor"),
                classes().should(haveNoReactiveSignatures()),
                classes().should(new SmallPackages()),
                // Micronaut generates the others.
                classes().that().haveNameNotMatching(".*\\$Intercepted.*").should(new TextsForPeople()),
                classes()
                        .that()
                        .haveSimpleName("package-info")
                        .should()
                        .beAnnotatedWith("org.jspecify.annotations.NullMarked"));
    }

    /** The command line runs code of the poller and the importer; nothing depends on the command line. */
    private static ArchRule noServiceDependsOnAnother(String module) {
        List<String> allowed = module.equals("cli") ? List.of("cli", "poller", "importer") : List.of(module);
        String[] others = Stream.of("api", "poller", "importer", "cli", "stores", "simulator", "benchmarks")
                .filter(other -> !allowed.contains(other))
                .map(other -> BASE + other + "..")
                .toArray(String[]::new);
        return noClasses().should().dependOnClassesThat(resideInAnyPackage(others));
    }

    private static ArchRule usedOnlyIn(List<String> packages, String... libraries) {
        return noClasses()
                .that(resideOutside(packages))
                .should()
                .dependOnClassesThat(resideInAnyPackage(libraries))
                .allowEmptyShould(true);
    }

    private static ArchRule onlyRepositoriesRunSql() {
        return noClasses()
                .that(resideOutside(List.of("common.database", "common.health")))
                .and()
                .haveNameNotMatching(".*Repository.*")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.sql..", "io.micronaut.data.jdbc..", "io.micronaut.data.repository..", "org.postgresql.."))
                .allowEmptyShould(true)
                .because("the SQL of a table is in one place");
    }

    private static ArchRule onlyTheRecordingSearchBindsValues() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName(BASE + "common.recording.RecordingRepositoryFilter")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.sql.PreparedStatement")
                .because("Micronaut Data binds the values of a @Query");
    }

    private static DescribedPredicate<JavaClass> resideOutside(List<String> packages) {
        DescribedPredicate<JavaClass> inside = DescribedPredicate.alwaysFalse();
        for (String name : packages) {
            inside = inside.or(resideInAPackage(BASE + name + ".."));
        }
        return DescribedPredicate.not(inside);
    }

    private static ArchCondition<JavaClass> haveNoReactiveSignatures() {
        return new ArchCondition<>("have no reactive types in signatures that others see") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaMethod method : type.getMethods()) {
                    boolean seen =
                            !method.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PRIVATE);
                    if (seen && isReactive(method)) {
                        events.add(SimpleConditionEvent.violated(method, method.getDescription() + " is reactive"));
                    }
                }
            }
        };
    }

    private static boolean isReactive(JavaMethod method) {
        return method.getAllInvolvedRawTypes().stream()
                .map(JavaClass::getPackageName)
                .anyMatch(name -> name.startsWith("reactor.") || name.startsWith("org.reactivestreams"));
    }
}
