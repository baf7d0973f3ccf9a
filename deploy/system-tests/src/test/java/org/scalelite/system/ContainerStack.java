package org.scalelite.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The suite in containers, by the compose files that operators use: images on bases made of Debian's packages, three
 * simulated BBB servers, TLS with a certificate of its own.
 */
final class ContainerStack implements AutoCloseable {
    static final String SECRET = "container-test-secret";
    private static final String TAG = "system-test";
    private static final Duration QUICK = Duration.ofMinutes(1);
    private static final Duration BASES = Duration.ofMinutes(15);
    private static final Duration BUILD = Duration.ofMinutes(15);
    private static final Duration UP = Duration.ofMinutes(6);

    private final Path directory;
    private final int httpsPort = SuiteProcess.freePort();
    private final Shell shell;
    private final List<String> compose;

    private ContainerStack(Path directory, List<String> composeProgram) {
        this.directory = directory;
        this.shell = new Shell(environment());
        this.compose = new ArrayList<>(composeProgram);
        compose.addAll(
                List.of("-p", "scalelite-test-" + UUID.randomUUID().toString().substring(0, 8)));
        for (String file : List.of("compose.yml", "compose.tls.yml", "compose.demo.yml")) {
            compose.addAll(List.of("-f", "deploy/compose/" + file));
        }
    }

    /** Why no container can be run here; empty if they can. */
    static String obstacle() {
        Shell shell = new Shell(Map.of());
        for (String program : List.of("docker", "debootstrap", "openssl")) {
            if (shell.run(QUICK, List.of("sh", "-c", "command -v " + program)).code() != 0) {
                return "there is no " + program;
            }
        }
        if (shell.run(QUICK, List.of("docker", "info")).code() != 0) {
            return "no Docker engine answers";
        }
        return composePrograms(shell).isEmpty() ? "there is neither docker compose nor docker-compose" : "";
    }

    private static List<List<String>> composePrograms(Shell shell) {
        return List.of(List.of("docker", "compose"), List.of("docker-compose")).stream()
                .filter(program -> isThere(shell, program))
                .toList();
    }

    private static boolean isThere(Shell shell, List<String> program) {
        List<String> command = new ArrayList<>(program);
        command.add("version");
        try {
            return shell.run(QUICK, command).code() == 0;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    /** Builds the images and starts everything. */
    static ContainerStack start() {
        try {
            Path directory = Files.createTempDirectory("scalelite-containers");
            ContainerStack stack = new ContainerStack(
                    directory, composePrograms(new Shell(Map.of())).getFirst());
            stack.writeFiles();
            stack.shell.succeed(BASES, "deploy/docker/base-images");
            stack.shell.succeed(BUILD, "deploy/docker/build", "--local-bases", "--tag", TAG);
            stack.up();
            return stack;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void up() {
        try {
            compose(UP, "up", "-d");
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + report(), e);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("SCALELITE_ENV_FILE", directory.resolve("env").toString());
        environment.put("SCALELITE_SECRETS_DIR", directory.resolve("secrets").toString());
        environment.put("SCALELITE_TLS_DIR", directory.resolve("tls").toString());
        environment.put("SCALELITE_TAG", TAG);
        environment.put("POSTGRES_IMAGE", "scalelite-base/postgres:17");
        environment.put("REDIS_IMAGE", "scalelite-base/redis:8");
        environment.put("HTTP_PORT", "127.0.0.1:" + (httpsPort + 1));
        environment.put("HTTPS_PORT", "127.0.0.1:" + httpsPort);
        return environment;
    }

    private void writeFiles() throws IOException {
        Files.writeString(directory.resolve("env"), """
                POLL_INTERVAL=2
                RECORDING_IMPORT_POLL_INTERVAL=2
                PROTECTED_RECORDINGS_ENABLED=true
                NGINX_RELOAD_INTERVAL=off
                """);
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("database_url"), "postgresql://scalelite:pw-of-test@postgres:5432/scalelite");
        Files.writeString(secrets.resolve("postgres_password"), "pw-of-test");
        Files.writeString(secrets.resolve("loadbalancer_secret"), SECRET);
        Files.writeString(secrets.resolve("secret_key_base"), UUID.randomUUID().toString());
        Path tls = Files.createDirectory(directory.resolve("tls"));
        shell.succeed(
                QUICK,
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                tls.resolve("privkey.pem").toString(),
                "-out",
                tls.resolve("fullchain.pem").toString());
        shell.succeed(QUICK, "chmod", "-R", "a+rX", directory.toString());
    }

    /** The certificate that nginx shows. */
    Path certificate() {
        return directory.resolve("tls/fullchain.pem");
    }

    /** The archive of a sample recording, as a BBB server makes it. */
    Path archive(String recordId) {
        Path archive = directory.resolve(recordId + ".tar");
        shell.succeed(QUICK, "tar", "-C", "deploy/sample-recordings", "-cf", archive.toString(), "video/" + recordId);
        return archive;
    }

    int httpsPort() {
        return httpsPort;
    }

    /** Runs a compose command that has to succeed. */
    String compose(Duration deadline, String... arguments) {
        List<String> command = new ArrayList<>(compose);
        command.addAll(List.of(arguments));
        return shell.succeed(deadline, command.toArray(String[]::new));
    }

    /** Runs a command in the container of a service. */
    String exec(String service, String... command) {
        List<String> arguments = new ArrayList<>(List.of("exec", "-T", service));
        arguments.addAll(List.of(command));
        return compose(QUICK, arguments.toArray(String[]::new));
    }

    /** The container of a service. */
    String container(String service) {
        return compose(QUICK, "ps", "-q", service).strip();
    }

    /** A docker command that has to succeed. */
    String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return shell.succeed(UP, command.toArray(String[]::new));
    }

    /** A property of the container of a service. */
    String inspect(String service, String format) {
        return docker("inspect", "--format", format, container(service)).strip();
    }

    boolean isHealthy(String service) {
        return inspect(service, "{{.State.Health.Status}}").equals("healthy");
    }

    /** Each container that is not well, with its last lines. */
    String report() {
        return compose(QUICK, "ps", "-a", "-q").lines().map(this::report).collect(Collectors.joining());
    }

    private String report(String container) {
        String state = docker(
                        "inspect",
                        "--format",
                        "{{.Name}} {{.State.Status}} {{.State.ExitCode}} {{if .State.Health}}{{.State.Health.Status}}{{end}}",
                        container)
                .strip();
        boolean well = (state.endsWith("healthy") && !state.endsWith("unhealthy")) || state.contains("exited 0");
        return well
                ? ""
                : state + "\n" + docker("logs", "--tail", "20", container).indent(4);
    }

    @Override
    public void close() {
        compose(UP, "down", "-v", "--timeout", "20");
        shell.succeed(QUICK, "rm", "-rf", directory.toString());
    }
}
