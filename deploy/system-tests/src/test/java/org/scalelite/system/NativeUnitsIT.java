package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.TestStores;

/**
 * The commands of the native units, from a suite installed as deploy/systemd/README.md says, as a user who owns nothing
 * of it. Systemd itself does not run here: its confinement is what SystemdUnitsTest looks at.
 */
class NativeUnitsIT {
    private static final Path UNITS = SuiteProcess.ROOT.resolve("deploy/systemd/native");
    private static final String INSTALLED = "/opt/scalelite";
    private static final String PATH_OF_SYSTEMD = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final String UNPRIVILEGED_UID = "65534";
    /** As deploy/systemd/README.md makes it. */
    private static final Map<String, String> GROUPS = Map.of("scalelite-spool", "2000");

    private static final Duration DEADLINE = TestTimeout.LIMIT;

    private static final Shell SHELL = new Shell(Map.of());
    private static final TestRegistry REGISTRY = new TestRegistry();

    private static Path home;

    @BeforeAll
    static void install(@TempDir Path temporary) throws IOException {
        home = temporary;
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        copy("deploy/bin", "bin");
        copy("nginx", "nginx");
        for (String module : List.of("api-service", "poller-service", "recording-importer", "deploy/command-line")) {
            String name = module.replace("deploy/", "");
            copy(module + "/target/lib", name + "/lib");
            Files.copy(
                    SuiteProcess.ROOT.resolve(module + "/target/" + name + ".jar"),
                    home.resolve(name + "/" + name + ".jar"));
        }
        Path recordings = home.resolve("var");
        for (String name : List.of("spool", "work", "published", "unpublished", "run", "log/scalelite-nginx")) {
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
        file.put("METRICS_PORT", "");
        file.put("RECORDING_SPOOL_DIR", home.resolve("var/spool").toString());
        file.put("RECORDING_WORK_DIR", home.resolve("var/work").toString());
        file.put("RECORDING_PUBLISH_DIR", home.resolve("var/published").toString());
        file.put("RECORDING_UNPUBLISH_DIR", home.resolve("var/unpublished").toString());
        return file;
    }

    /** Starts what a unit starts, with its environment; {@code more} is in the file, which has precedence over the unit. */
    private static SuiteProcess start(String unit, Map<String, String> more) throws IOException {
        List<String> lines = moved(UNITS.resolve(unit));
        Map<String, String> environment = new HashMap<>(Map.of("PATH", PATH_OF_SYSTEMD));
        values(lines, "Environment=")
                .flatMap(value -> Arrays.stream(value.split(" ")))
                .forEach(pair ->
                        environment.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1)));
        environment.putAll(environmentFile());
        environment.putAll(more);
        List<String> command = new ArrayList<>(unprivileged(lines));
        command.addAll(
                List.of(values(lines, "ExecStart=").findFirst().orElseThrow().split(" ")));
        return SuiteProcess.start(command, environment);
    }

    /** The lines of a file of deploy/systemd, with the directories that this test has. */
    private static List<String> moved(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.replace(INSTALLED, home.toString())
                        .replace(
                                "/etc/default/scalelite",
                                home.resolve("scalelite.env").toString())
                        .replace("/var/log/", home.resolve("var/log") + "/")
                        .replace("/run/scalelite-nginx", home.resolve("var/run").toString()))
                .toList();
    }

    private static Stream<String> values(List<String> lines, String key) {
        return lines.stream().filter(line -> line.startsWith(key)).map(line -> line.substring(key.length()));
    }

    private static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    /** The user of a unit, who owns nothing and is in no group but those that the unit names. */
    private static List<String> unprivileged(List<String> unit) {
        if (!isRoot()) {
            return List.of();
        }
        String groups = values(unit, "SupplementaryGroups=")
                .map(name -> Objects.requireNonNull(GROUPS.get(name), name))
                .collect(Collectors.joining(","));
        return List.of(
                "setpriv",
                "--reuid=" + UNPRIVILEGED_UID,
                "--regid=" + UNPRIVILEGED_UID,
                groups.isEmpty() ? "--clear-groups" : "--groups=" + groups,
                "--no-new-privs",
                "--bounding-set=-all",
                "--inh-caps=-all");
    }

    /** The spool as docs/deployment.md makes it for BBB servers that deliver into it: not the services' own. */
    @ParameterizedTest
    @ValueSource(strings = {"scalelite-api.service", "scalelite-recording-importer.service"})
    void aUnitWritesToTheSpoolByItsGroup(String unit) throws IOException {
        assumeThat(isRoot()).as("only root makes directories of other users").isTrue();
        Path spool = Files.createDirectories(home.resolve("var/spool-of-2000"));
        SHELL.succeed(DEADLINE, "chown", "0:" + GROUPS.get("scalelite-spool"), spool.toString());
        SHELL.succeed(DEADLINE, "chmod", "2775", spool.toString());
        List<String> command = new ArrayList<>(unprivileged(moved(UNITS.resolve(unit))));
        command.addAll(List.of("touch", spool.resolve(unit).toString()));
        assertThat(SHELL.run(DEADLINE, command).output()).isEmpty();
    }

    @Test
    void theApiAnswers() throws IOException {
        try (SuiteProcess api = start("scalelite-api.service", Map.of())) {
            assertThat(api.awaitApi()).hasScheme("http");
            int port = api.awaitApi().getPort();
            assertThat(isOpen("127.0.0.1", port)).isTrue();
            assertThat(isOpen("127.0.0.2", port))
                    .as("beside nginx it listens on one address")
                    .isFalse();
            api.terminate();
            assertThat(api.awaitExit()).as(api.log()).isIn(0, 143);
        }
    }

    private static boolean isOpen(String address, int port) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            return socket.isConnected();
        } catch (ConnectException _) {
            return false;
        }
    }

    @Test
    void theCommandLineReadsTheEnvironmentFile() throws IOException {
        List<String> variables = new ArrayList<>();
        environmentFile().forEach((name, value) -> variables.add(name + "=" + value));
        // A shell would take the first for two commands, and would not set the second.
        variables.add("DATABASE_URL=" + TestStores.databaseUrl() + "?pool=5&timeout=3000");
        variables.add("DEFAULT_CREATE_PARAMS=welcome=Tea & cake");
        Files.write(home.resolve("scalelite.env"), variables);
        Path command = home.resolve("scalelite");
        Files.write(
                command,
                moved(SuiteProcess.ROOT.resolve("deploy/systemd/scalelite")).stream()
                        .map(line -> line.replace("runuser -u scalelite", "runuser -u nobody"))
                        .toList());
        Shell.Outcome outcome = new Shell(Map.of("PATH", PATH_OF_SYSTEMD))
                .run(DEADLINE, List.of("sh", command.toString(), "callbacks", "list"));
        assertThat(outcome.output()).contains("No callbacks");
        assertThat(outcome.code()).as(outcome.output()).isZero();
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
        assumeInstalled("nginx", "NativeUnitsIT.nginxServes");
        int port = SuiteProcess.freePort();
        try (SuiteProcess nginx = start("scalelite-nginx.service", Map.of("NGINX_HTTP_PORT", String.valueOf(port)))) {
            awaitNginx(port);
            assertThat(nginx.isAlive()).as(nginx.log()).isTrue();
            assertThat(Files.readString(accessLog()))
                    .as("what stays over a restart")
                    .contains(" GET ");
            nginx.terminate();
            assertThat(nginx.awaitExit()).as(nginx.log()).isZero();
        }
    }

    @Test
    void logrotateTurnsTheAccessLogOver() throws IOException {
        assumeInstalled("nginx", "NativeUnitsIT.logrotateTurnsTheAccessLogOver");
        assumeInstalled("logrotate", "NativeUnitsIT.logrotateTurnsTheAccessLogOver");
        Path configuration = home.resolve("logrotate.conf");
        Files.write(
                configuration,
                moved(SuiteProcess.ROOT.resolve("deploy/systemd/scalelite-nginx.logrotate")).stream()
                        .map(line -> line.replace("su scalelite scalelite", isRoot() ? "su nobody nogroup" : ""))
                        .toList());
        int port = SuiteProcess.freePort();
        try (SuiteProcess nginx = start("scalelite-nginx.service", Map.of("NGINX_HTTP_PORT", String.valueOf(port)))) {
            FrontEnd frontEnd = awaitNginx(port);
            SHELL.succeed(
                    DEADLINE,
                    "logrotate",
                    "--force",
                    "--state",
                    home.resolve("logrotate.state").toString(),
                    configuration.toString());
            assertThat(accessLog().resolveSibling("access.log.1")).exists();
            await().atMost(DEADLINE).until(() -> {
                frontEnd.getRaw("/after");
                return Files.readString(accessLog()).contains("/after");
            });
            assertThat(nginx.isAlive()).as(nginx.log()).isTrue();
        }
    }

    private static Path accessLog() {
        return home.resolve("var/log/scalelite-nginx/access.log");
    }

    /** Before it has workers nginx may forget that it was told to stop. */
    private static FrontEnd awaitNginx(int port) {
        FrontEnd frontEnd = new FrontEnd(URI.create("http://127.0.0.1:" + port), "secret");
        await().ignoreExceptions().until(() -> frontEnd.getRaw("").status() > 0);
        return frontEnd;
    }

    private static void assumeInstalled(String program, String test) {
        boolean there = Stream.of("/usr/sbin/", "/usr/bin/")
                .anyMatch(directory -> Files.isExecutable(Path.of(directory + program)));
        if (!there) {
            System.out.println(test + " is skipped: there is no " + program);
        }
        assumeThat(there).as(program + " is installed").isTrue();
    }
}
