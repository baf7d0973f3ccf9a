package org.scalelite.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.HeadlessBrowser;
import org.scalelite.common.testing.TestTimeout;

/**
 * The suite in containers, by the compose files that operators use: images on bases made of Debian's packages, three
 * simulated BBB servers, TLS with a certificate of its own.
 */
final class ContainerStack implements AutoCloseable {
    static final String SECRET = "container-test-secret";
    private static final Duration QUICK = TestTimeout.LIMIT;
    private static final Duration UP = Duration.ofMinutes(6);
    /** Docker and the programs in containers share the processor with what is waited for. */
    static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private static final String STATE = "{{.Name}} is {{.State.Status}}, its health"
            + " {{if .State.Health}}{{.State.Health.Status}}{{else}}unknown{{end}}, its exit code {{.State.ExitCode}} {{.State.Error}}";
    private static final Pattern WELL =
            Pattern.compile(".* is (running, its health (healthy|unknown),|exited, .* code 0\\b).*");
    private static final String RESOURCES = "deploy/system-tests/src/test/resources/org/scalelite/system/";

    private final Path directory;
    private final SelfSigned certificate;
    private final int httpsPort = SuiteProcess.freePort();
    private final String project =
            "scalelite-test-" + UUID.randomUUID().toString().substring(0, 8);
    private final Shell shell;
    private final List<String> compose = new ArrayList<>(ContainerEngine.compose());
    /** Service → its container. */
    private final Map<String, String> containers = new ConcurrentHashMap<>();

    /**
     * Nothing runs yet.
     *
     * @param further a compose file among the resources of the tests
     */
    ContainerStack(String further) {
        try {
            this.directory = Files.createTempDirectory("scalelite-containers");
            writeFiles();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.certificate = SelfSigned.make(directory.resolve("tls"), "localhost");
        this.shell = new Shell(environment());
        shell.succeed(QUICK, "chmod", "-R", "a+rX", directory.toString());
        compose.addAll(List.of("-p", project));
        for (String file : List.of("compose.yml", "compose.tls.yml", "compose.demo.yml")) {
            compose.addAll(List.of("-f", "deploy/compose/" + file));
        }
        compose.addAll(List.of("-f", RESOURCES + further));
    }

    /** Starts services, all by default; what does not get well is named with its last lines. */
    void start(String... services) {
        List<String> command = new ArrayList<>(List.of("up", "-d"));
        command.addAll(List.of(services));
        try {
            compose(UP, command.toArray(String[]::new));
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + report(), e);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("SCALELITE_ENV_FILE", directory.resolve("env").toString());
        environment.put("SCALELITE_SECRETS_DIR", directory.resolve("secrets").toString());
        environment.put("SCALELITE_TLS_DIR", directory.resolve("tls").toString());
        environment.put("SCALELITE_TAG", ContainerImages.TAG);
        environment.put("POSTGRES_IMAGE", ContainerEngine.BASES + "/postgres:17");
        environment.put("REDIS_IMAGE", ContainerEngine.BASES + "/redis:8");
        environment.put("HTTP_PORT", "127.0.0.1:" + (httpsPort + 1));
        environment.put("HTTPS_PORT", "127.0.0.1:" + httpsPort);
        environment.put("DEMO_BBB_PORTS", "");
        return environment;
    }

    private void writeFiles() throws IOException {
        Files.writeString(directory.resolve("env"), """
                POLL_INTERVAL=2
                # A busy machine must not decide a test.
                REDIS_TIMEOUT=30
                RECORDING_IMPORT_POLL_INTERVAL=2
                PROTECTED_RECORDINGS_ENABLED=true
                NGINX_RELOAD_INTERVAL=off
                """);
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("database_url"), "postgresql://scalelite:pw-of-test@postgres:5432/scalelite");
        Files.writeString(secrets.resolve("postgres_password"), "pw-of-test");
        Files.writeString(secrets.resolve("redis_url"), "redis://:pw-of-test@redis:6379");
        Files.writeString(secrets.resolve("redis_password"), "pw-of-test\n");
        Files.writeString(secrets.resolve("loadbalancer_secret"), SECRET);
        Files.writeString(secrets.resolve("fsapi_password"), "fsapi-password-of-test");
        Files.writeString(secrets.resolve("secret_key_base"), UUID.randomUUID().toString());
    }

    /** A front-end and a browser that come through nginx. */
    SecureFrontEnd frontEnd() {
        return new SecureFrontEnd(httpsPort, "localhost:" + httpsPort, SECRET, certificate.certificate());
    }

    /** One that comes without TLS. */
    FrontEnd plainFrontEnd() {
        return new FrontEnd(URI.create("http://127.0.0.1:" + (httpsPort + 1)), SECRET);
    }

    /** Where plain HTTP leads. */
    URI address() {
        return URI.create("https://127.0.0.1:" + httpsPort);
    }

    /** The archive of a sample recording, as a BBB server makes it. */
    Path archive(String recordId) {
        return SampleArchive.make(directory, recordId);
    }

    /** The archive of a presentation recording. */
    Path presentation() {
        return SampleArchive.presentation(directory);
    }

    /** A browser; the stack is at {@link #address}. */
    HeadlessBrowser browser() {
        return new HeadlessBrowser(directory);
    }

    /** The network of nginx and the APIs. */
    String network() {
        return project + "_front";
    }

    /** Runs a compose command that has to succeed. */
    String compose(Duration deadline, String... arguments) {
        List<String> command = new ArrayList<>(compose);
        command.addAll(List.of(arguments));
        return shell.succeed(deadline, command.toArray(String[]::new));
    }

    /** Runs a command in the container of a service. */
    String exec(String service, String... command) {
        List<String> arguments = new ArrayList<>(List.of("exec", container(service)));
        arguments.addAll(List.of(command));
        return docker(arguments.toArray(String[]::new));
    }

    /** The container of a service, which is the same after a restart. */
    String container(String service) {
        return containers.computeIfAbsent(
                service,
                name -> containers("label=com.docker.compose.service=" + name).strip());
    }

    private String containers(String... filters) {
        List<String> command =
                new ArrayList<>(List.of("ps", "-aq", "--filter", "label=com.docker.compose.project=" + project));
        for (String filter : filters) {
            command.addAll(List.of("--filter", filter));
        }
        return docker(command.toArray(String[]::new));
    }

    /** A docker command that has to succeed. */
    String docker(String... arguments) {
        return ContainerImages.docker(arguments);
    }

    /** A property of the container of a service. */
    String inspect(String service, String format) {
        return docker("inspect", "--format", format, container(service)).strip();
    }

    /** Waits until the health checks of these services say so. */
    void awaitHealthy(Duration limit, List<String> services) {
        try {
            await("health of " + services)
                    .atMost(limit)
                    .pollInterval(CHECK_INTERVAL)
                    .until(() -> healths(services), Set.of("healthy")::equals);
        } catch (RuntimeException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + report(), e);
        }
    }

    private Set<String> healths(List<String> services) {
        List<String> command = new ArrayList<>(List.of("inspect", "--format", "{{.State.Health.Status}}"));
        services.forEach(service -> command.add(container(service)));
        return docker(command.toArray(String[]::new)).lines().collect(Collectors.toSet());
    }

    /** Each container that is not well, with its last lines. */
    String report() {
        return containers().lines().map(this::report).collect(Collectors.joining());
    }

    private String report(String container) {
        String state = docker("inspect", "--format", STATE, container).strip();
        return WELL.matcher(state).matches()
                ? ""
                : state + "\n" + docker("logs", "--tail", "20", container).indent(4);
    }

    @Override
    public void close() {
        compose(UP, "down", "-v", "--timeout", "20");
        shell.succeed(QUICK, "rm", "-rf", directory.toString());
    }
}
