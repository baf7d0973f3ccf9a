package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/bin/build} in a checkout of its own, whose Maven only notes when it begins and ends. */
class BuildScriptTest {
    private static final List<String> SCRIPTS = List.of("build", "find-java");
    private static final List<String> MODULES = List.of(
            "common-model",
            "api-service",
            "poller-service",
            "recording-importer",
            "deploy/stores",
            "deploy/simulator",
            "deploy/command-line",
            "deploy/benchmarks");

    private final Path root;
    private final Path notes;

    BuildScriptTest(@TempDir Path directory) {
        root = directory;
        notes = directory.resolve("notes");
    }

    @BeforeEach
    void makeCheckout() throws IOException {
        Path bin = Files.createDirectories(root.resolve("deploy/bin"));
        for (String script : SCRIPTS) {
            Files.copy(SuiteProcess.ROOT.resolve("deploy/bin").resolve(script), bin.resolve(script));
        }
        write("pom.xml", "<project/>");
        write("notes", "");
        for (String module : MODULES) {
            write(module + "/pom.xml", "<project/>");
            write(module + "/src/main/java/Some.java", "class Some {}");
        }
        Path maven = write("mvnw", """
                #!/bin/sh
                [ "$1" != --version ] || exit 0
                cd "$(dirname "$0")"
                echo "begin" >>notes
                for argument; do
                    case $argument in *,* | *-service | deploy/*) modules=$argument ;; esac
                done
                sleep 1
                for module in $(echo "$modules" | tr ',' ' '); do
                    mkdir -p "$module/target/lib"
                    touch "$module/target/${module##*/}.jar" "$module/target/lib/common-model-0.1.0.jar"
                done
                echo "end $modules" >>notes
                """);
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    private Path write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private SuiteProcess start(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("bash", root.resolve("deploy/bin/build").toString()));
        command.addAll(List.of(arguments));
        return SuiteProcess.start(
                command, Map.of("HOME", root.toString(), "JAVA_HOME", System.getProperty("java.home")));
    }

    private void build(String... arguments) {
        try (SuiteProcess build = start(arguments)) {
            assertThat(build.awaitExit()).as(build.log()).isZero();
        }
    }

    private void change(String file) throws IOException {
        Files.setLastModifiedTime(
                root.resolve(file), FileTime.from(Instant.now().plusSeconds(2)));
    }

    @Test
    void buildsOfOneCheckoutDoNotMeet() throws IOException {
        try (SuiteProcess first = start("api-service");
                SuiteProcess second = start("api-service", "poller-service")) {
            assertThat(first.awaitExit()).as(first.log()).isZero();
            assertThat(second.awaitExit()).as(second.log()).isZero();
        }
        List<String> lines = Files.readAllLines(notes);
        assertThat(lines).hasSizeBetween(2, 4);
        for (int i = 0; i < lines.size(); i += 2) {
            assertThat(lines.get(i)).isEqualTo("begin");
            assertThat(lines.get(i + 1)).startsWith("end ");
        }
        assertThat(root.resolve("poller-service/target/poller-service.jar")).exists();
    }

    @Test
    void onlyWhatIsOlderThanItsSourcesIsBuilt() throws IOException {
        build("api-service", "poller-service", "deploy/stores");
        build("api-service", "poller-service", "deploy/stores");
        assertThat(Files.readAllLines(notes))
                .as("nothing was stale")
                .containsExactly("begin", "end api-service,poller-service,deploy/stores");
        change("poller-service/src/main/java/Some.java");
        build("api-service", "poller-service", "deploy/stores");
        assertThat(Files.readAllLines(notes)).last().isEqualTo("end poller-service");
        change("common-model/src/main/java/Some.java");
        build("api-service");
        assertThat(Files.readAllLines(notes)).last().isEqualTo("end api-service");
    }

    @Test
    void failedBuildLeavesTheProgramStale() throws IOException {
        Path maven = root.resolve("mvnw");
        String good = Files.readString(maven);
        Files.writeString(maven, good.replace("sleep 1", "echo '[ERROR] it does not compile'; exit 1"));
        try (SuiteProcess build = start("api-service")) {
            assertThat(build.awaitExit()).isEqualTo(1);
            assertThat(build.log()).contains("[ERROR] it does not compile", "the build failed: see");
        }
        Files.writeString(maven, good);
        build("api-service");
        assertThat(Files.readAllLines(notes)).last().isEqualTo("end api-service");
    }
}
