package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.stores.TestStores;

/**
 * The commands of the native units, from a suite installed as deploy/systemd/README.md says, as a user who owns nothing
 * of it. Systemd itself does not run here: its confinement is what SystemdUnitsTest looks at.
 */
class NativeUnitsIT {
    private static final Path UNITS = SuiteProcess.ROOT.resolve("deploy/systemd/native");
    private static final String INSTALLED = "/opt/scalelite";
    private static final String PATH_OF_SYSTEMD = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final String NOBODY = "65534";

    private static final TestRegistry REGISTRY = new TestRegistry();

    private static Path home;

    @BeforeAll
    static void install(@TempDir Path temporary) throws IOException {
        home = temporary;
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        copy("deploy/bin", "bin");
        copy("nginx", "nginx");
        for (String module : List.of("api-service", "poller-service", "recording-importer")) {
            copy(module + "/target/lib", module + "/lib");
            Files.copy(
                    SuiteProcess.ROOT.resolve(module + "/target/" + module + ".jar"),
                    home.resolve(module + "/" + module + ".jar"));
        }
        Path recordings = home.resolve("var");
        for (String name : List.of("spool", "work", "published", "unpublished", "run")) {
            Path directory = Files.createDirectories(recordings.resolve(name));
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
    }

    private static void copy(String from, String to) throws IOException {
        Path source = SuiteProcess.ROOT.resolve(from);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path target = home.resolve(to).resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    /** What would stand in /etc/default/scalelite. */
    private static Map<String, String> environmentFile() {
        Map<String, String> file = new HashMap<>(REGISTRY.environment());
        file.put("DATABASE_URL", TestStores.databaseUrl());
        file.put("LOADBALANCER_SECRET", "a secret that is long enough");
        file.put("PORT", "0");
        file.put("RECORDING_SPOOL_DIR", home.resolve("var/spool").toString());
        file.put("RECORDING_WORK_DIR", home.resolve("var/work").toString());
        file.put("RECORDING_PUBLISH_DIR", home.resolve("var/published").toString());
        file.put("RECORDING_UNPUBLISH_DIR", home.resolve("var/unpublished").toString());
        return file;
    }

    /** Starts what a unit starts, with its environment; {@code more} stands in the file, which wins over the unit. */
    private static SuiteProcess start(String unit, Map<String, String> more) throws IOException {
        List<String> lines = Files.readAllLines(UNITS.resolve(unit)).stream()
                .map(line -> line.replace(INSTALLED, home.toString()))
                .toList();
        Map<String, String> environment = new HashMap<>(Map.of("PATH", PATH_OF_SYSTEMD));
        values(lines, "Environment=")
                .flatMap(value -> Arrays.stream(value.split(" ")))
                .forEach(pair ->
                        environment.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1)));
        environment.putAll(environmentFile());
        environment.putAll(more);
        List<String> command = new ArrayList<>(asNobody());
        command.addAll(
                List.of(values(lines, "ExecStart=").findFirst().orElseThrow().split(" ")));
        return SuiteProcess.start(command, environment);
    }

    private static Stream<String> values(List<String> lines, String key) {
        return lines.stream().filter(line -> line.startsWith(key)).map(line -> line.substring(key.length()));
    }

    private static List<String> asNobody() {
        if (new UnixSystem().getUid() != 0) {
            return List.of();
        }
        return List.of(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "--no-new-privs",
                "--bounding-set=-all",
                "--inh-caps=-all");
    }

    @Test
    void theApiAnswers() throws IOException {
        try (SuiteProcess api = start("scalelite-api.service", Map.of())) {
            assertThat(api.awaitApi()).hasScheme("http");
            api.terminate();
            assertThat(api.awaitExit()).as(api.log()).isIn(0, 143);
        }
    }

    @Test
    void thePollerPolls() throws IOException {
        try (SuiteProcess poller = start("scalelite-poller.service", Map.of())) {
            poller.awaitLine("Polling every");
            poller.terminate();
            assertThat(poller.awaitExit()).as(poller.log()).isIn(0, 143);
        }
    }

    @Test
    void theImporterWatchesTheSpool() throws IOException {
        try (SuiteProcess importer = start("scalelite-recording-importer.service", Map.of())) {
            importer.awaitLine(home.resolve("var/spool").toString());
            importer.terminate();
            assertThat(importer.awaitExit()).as(importer.log()).isIn(0, 143);
        }
    }

    @Test
    void nginxServes() throws IOException {
        boolean there =
                Stream.of("/usr/sbin/nginx", "/usr/bin/nginx").anyMatch(path -> Files.isExecutable(Path.of(path)));
        if (!there) {
            System.out.println("NativeUnitsIT.nginxServes is skipped: there is no nginx");
        }
        assumeThat(there).as("nginx is installed").isTrue();
        int port = SuiteProcess.freePort();
        Path run = home.resolve("var/run");
        Map<String, String> more = Map.of("NGINX_HTTP_PORT", String.valueOf(port), "NGINX_RUN_DIR", run.toString());
        try (SuiteProcess nginx = start("scalelite-nginx.service", more)) {
            // Before it has workers nginx may forget that it was told to stop.
            FrontEnd frontEnd = new FrontEnd(URI.create("http://127.0.0.1:" + port), "secret");
            await().ignoreExceptions().until(() -> frontEnd.getRaw("").status() > 0);
            assertThat(nginx.isAlive()).as(nginx.log()).isTrue();
            nginx.terminate();
            assertThat(nginx.awaitExit()).as(nginx.log()).isZero();
        }
    }
}
