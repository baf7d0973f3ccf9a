package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.common.testing.TestTimeout;

/** The commands of README and docs/ that change nothing are run on the quick start as they are written. */
@Order(2)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedCommandsIT {
    private static final Duration DEADLINE = TestTimeout.LIMIT;
    /** Those of deploy/bin/java-flags. */
    private static final String FLAGS = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private static final Pattern TOKEN = Pattern.compile("token: (\\S+)\\s+entry: (\\S+)");
    private static final Pattern ID = Pattern.compile("(?m)^id: (\\S+)$");
    private static final Pattern RECORD = Pattern.compile("(?m)^([0-9a-f]{40}-\\d+) .* video *$");

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    DocumentedCommandsIT(@TempDir Path home) {
        this.home = home;
    }

    private Path data() {
        return home.resolve("data");
    }

    /** The programs that the pages call by their names, and a curl that fails where an answer is an error. */
    private void install() throws IOException {
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path programs = SuiteProcess.ROOT.resolve("deploy/bin");
        for (String name : List.of("scalelite", "rake")) {
            Files.createSymbolicLink(bin.resolve(name), programs.resolve(name));
        }
        Path commandLine = Files.createDirectories(home.resolve("command-line"));
        Path target = SuiteProcess.ROOT.resolve("deploy/command-line/target");
        for (String name : List.of("lib", "command-line.jar")) {
            Files.createSymbolicLink(commandLine.resolve(name), target.resolve(name));
        }
        environment.put("SCALELITE_HOME", home.toString());
        Files.createDirectories(home.resolve("work"));
        Files.createSymbolicLink(home.resolve("work/deploy"), SuiteProcess.ROOT.resolve("deploy"));
        environment.put("HOME", System.getProperty("user.home"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("PATH", bin + ":" + System.getenv("PATH"));
        // A busy machine is no outage.
        environment.put("REDIS_TIMEOUT", "30");
        // The services end before a better compiler pays off.
        for (String service : List.of("API", "POLLER", "IMPORTER")) {
            environment.put(service + "_JAVA_FLAGS", FLAGS + " -Xmx512m");
        }
    }

    private Shell.Outcome run(String script) {
        String prelude = "cd '" + home.resolve("work") + "'; curl() { command curl -sS --fail-with-body \"$@\"; }; ";
        return new Shell(environment).run(DEADLINE, List.of("bash", "-c", prelude + script));
    }

    private String succeed(String script) {
        Shell.Outcome outcome = run(script);
        assertThat(outcome.code()).as(script + ": " + outcome.output()).isZero();
        return outcome.output();
    }

    /** The AOT cache of an installed suite: dozens of commands start in half the time. */
    private void trainCommands() {
        succeed(withFlag("-XX:AOTCacheOutput=" + home + "/command-line/cli.aot") + "scalelite recordings list");
    }

    private static String withFlag(String flag) {
        return "CLI_JAVA_FLAGS='" + FLAGS + " " + flag + "' ";
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private String quickstart(String variables, String arguments) {
        return succeed(variables + " deploy/quickstart --data '" + data() + "' " + arguments);
    }

    @BeforeAll
    void start() throws Exception {
        install();
        Matcher token = TOKEN.matcher(succeed("scalelite admin-token docs write"));
        assertThat(token.find()).isTrue();
        environment.put("TOKEN", token.group(1));
        environment.put("ADMIN_API_TOKENS", token.group(2));
        // For the services alone: the doctor would ask for URL_HOST, a name that this machine does not have.
        quickstart(
                "MULTITENANCY_ENABLED=true MULTITENANCY_DEFAULT=true",
                "--no-build --detach --servers 2 --port " + SuiteProcess.freePort());
        Properties written = new Properties();
        written.load(new StringReader(Files.readString(data().resolve("quickstart.env"))));
        written.stringPropertyNames().forEach(name -> environment.put(name, written.getProperty(name)));
        trainCommands();

        FrontEnd frontEnd = new FrontEnd(
                URI.create(written.getProperty("SCALELITE_URL")), written.getProperty("LOADBALANCER_SECRET"));
        for (String meeting : List.of("biology-101", "room-1")) {
            assertThat(frontEnd.get("create", "meetingID", meeting, "name", meeting)
                            .isSuccess())
                    .isTrue();
        }
        succeed("scalelite servers yaml >pool.yml");
        environment.put("ID", found(ID, succeed("scalelite servers list --long")));
        environment.put("SECRET", written.getProperty("LOADBALANCER_SECRET"));
        names.put("tenant", found(ID, succeed("scalelite tenants add school one:two")));
        names.put("record", found(RECORD, succeed("scalelite recordings list")));
    }

    @AfterAll
    void stop() {
        quickstart("", "--stop");
    }

    /** What a reader puts in the place of an example. */
    private String filledIn(String command) {
        boolean ofTenant = command.contains("tenant") || command.contains("Tenant");
        String id = ofTenant ? names.getOrDefault("tenant", "") : environment.getOrDefault("ID", "");
        return command.replaceAll("\\b[0-9a-f]{4}…-\\d{13}\\b", names.getOrDefault("record", ""))
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\b[0-9a-f]{4}…", id)
                .replaceAll("(?<=[ =])(SERVER_|TENANT_)?ID\\b", id)
                .replace("RECORD_ID", names.getOrDefault("record", ""))
                .replaceAll("(?<= )MEETING\\b", "room-1")
                .replace("https://sl.example.org", environment.getOrDefault("SCALELITE_URL", ""));
    }

    @Test
    void commandsThatChangeNothingWorkAsWritten() throws IOException {
        Set<String> done = new LinkedHashSet<>();
        List<String> failed = new ArrayList<>();
        for (DocumentedCommand command : DocumentedCommand.ofAllPages()) {
            if (command.kind() == DocumentedCommand.Kind.READS && done.add(command.text())) {
                Shell.Outcome outcome = run(filledIn(command.definitions()) + filledIn(command.text()));
                boolean asWritten = command.exitCodes().contains(outcome.code());
                if (!asWritten || outcome.output().contains("<returncode>FAILED")) {
                    failed.add(command + " → " + outcome.code() + ": " + outcome.lastLines());
                }
            }
        }
        assertThat(failed).isEmpty();
        assertThat(done).hasSizeGreaterThan(30);
    }

    @Test
    void commandsUseTrainedCache() {
        // With this mode the JVM does not start unless the cache fits.
        String strict = withFlag("-XX:AOTMode=on");
        assertThat(succeed(strict + "scalelite callbacks list").strip()).isEqualTo("No callbacks");
        assertThat(succeed(strict + "scalelite recordings jobs").strip()).isEqualTo("No archives");
    }

    @Test
    void everyCommandIsKnownToReadOrToChange() throws IOException {
        assertThat(DocumentedCommand.ofAllPages())
                .filteredOn(command -> command.kind() == DocumentedCommand.Kind.UNKNOWN)
                .isEmpty();
    }
}
