package org.scalelite.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A host on which Scalelite was installed: its environment file, its directories, its PostgreSQL and Redis; the units are
 * ours, and the name of the image is the only thing that was changed. Paths, ports and names of containers are moved aside,
 * so that an installation on this machine is left alone.
 */
final class ScaleliteInstallation implements AutoCloseable {
    static final String SECRET = "secret-of-the-old-installation";
    static final String HOST = "sl.example.com";
    static final List<String> UNITS = List.of("api", "poller", "recording-importer", "nginx");
    private static final String RECORDINGS = "/mnt/scalelite-recordings/var/bigbluebutton";

    private final String id = "scalelite-old-" + UUID.randomUUID().toString().substring(0, 8);
    private final Path host;
    private final int port = SuiteProcess.freePort();
    private final SelfSigned certificate;
    private final Map<String, SuiteProcess> units = new LinkedHashMap<>();

    ScaleliteInstallation() {
        try {
            this.host = Files.createTempDirectory("scalelite-host");
            Path defaults = Files.createDirectories(host.resolve("etc/default"));
            Files.writeString(
                    defaults.resolve("scalelite"),
                    ContainerImages.resource("scalelite.env")
                            .replace("SCALELITE_TAG=v1.6", "SCALELITE_TAG=" + ContainerImages.TAG)
                            .replace(RECORDINGS, host + RECORDINGS));
            Files.createDirectories(Path.of(host + RECORDINGS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.certificate = SelfSigned.make(host.resolve("etc/letsencrypt/live/" + HOST), HOST);
        asRoot("chmod -R a+rX /host && cd /host" + RECORDINGS
                + " && mkdir -p recording/scalelite published unpublished spool"
                + " && chown -R 1000:1000 . && chown 1000:2000 spool && chmod 2775 spool");
        ContainerImages.docker("network", "create", id);
    }

    /** Changes what belongs to other users, as an operator does with sudo. */
    void asRoot(String script) {
        ContainerImages.docker(
                "run",
                "--rm",
                "--user",
                "0",
                "--volume",
                host + ":/host",
                "--entrypoint",
                "sh",
                ContainerEngine.BASES + "/debian:trixie",
                "-euc",
                script);
    }

    /** What runs beside Scalelite: its stores, and a BBB server. */
    void startNeighbours() {
        neighbour("redis", ContainerEngine.BASES + "/redis:8", List.of());
        neighbour(
                "postgres",
                ContainerEngine.BASES + "/postgres:17",
                List.of("POSTGRES_USER=scalelite", "POSTGRES_PASSWORD=password-of-the-old-installation"));
        neighbour(
                "bbb",
                ContainerImages.name("simulator"),
                List.of(),
                "--first-port",
                "8080",
                "--host",
                "0.0.0.0",
                "--secret",
                "bbb-secret");
    }

    private void neighbour(String name, String image, List<String> environment, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("run", "--detach", "--name", id + "-" + name, "--network", id, "--network-alias", name));
        environment.forEach(variable -> command.addAll(List.of("--env", variable)));
        command.add(image);
        command.addAll(List.of(arguments));
        ContainerImages.docker(command.toArray(String[]::new));
    }

    /** Does what systemd does to start the units. */
    void startUnits() {
        Map<String, String> environmentFile = environmentFile();
        for (String name : UNITS) {
            Unit unit = Unit.read("scalelite-" + name + ".service").with(moved(name));
            Map<String, String> environment = unit.environment(environmentFile);
            units.put(name, SuiteProcess.start(List.of("sh", "-c", unit.execStart(environment)), environment));
        }
    }

    private Map<String, String> moved(String name) {
        Map<String, String> moved = new LinkedHashMap<>();
        moved.put("--name scalelite-" + name, "--name " + container(name));
        moved.put("--network scalelite ", "--network " + id + " --network-alias scalelite-" + name + " ");
        moved.put("/etc/default/scalelite", host + "/etc/default/scalelite");
        moved.put("source=/etc/letsencrypt", "source=" + host + "/etc/letsencrypt");
        moved.put("--publish 80:80", "--publish 127.0.0.1:" + (port + 1) + ":80");
        moved.put("--publish 443:443", "--publish 127.0.0.1:" + port + ":443");
        return moved;
    }

    private Map<String, String> environmentFile() {
        try {
            return Files.readAllLines(host.resolve("etc/default/scalelite")).stream()
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String container(String name) {
        return id + "-" + name;
    }

    /** Whether the health check of a unit's container is content; its log if it has ended. */
    boolean isHealthy(String name) {
        SuiteProcess unit = Objects.requireNonNull(units.get(name), name);
        if (!unit.isAlive()) {
            throw new IllegalStateException("scalelite-" + name + ".service has ended: " + unit.log());
        }
        return ContainerImages.docker(
                        "ps", "--filter", "name=^" + container(name) + "$", "--filter", "health=healthy", "-q")
                .lines()
                .findAny()
                .isPresent();
    }

    /** The last lines of each unit. */
    String report() {
        return units.entrySet().stream()
                .map(unit -> "scalelite-" + unit.getKey() + ".service:\n"
                        + Shell.lastLines(unit.getValue().log()).indent(4))
                .collect(Collectors.joining());
    }

    /** A task in the container of the API, in Scalelite's spelling; both ways by which operators call it. */
    String rake(String task) {
        return task.startsWith("servers")
                ? ContainerImages.docker("exec", container("api"), "bundle", "exec", "rake", task)
                : ContainerImages.docker("exec", container("api"), "./bin/rake", task);
    }

    SecureFrontEnd frontEnd() {
        return new SecureFrontEnd(port, HOST, SECRET, certificate.certificate());
    }

    /** A BBB server delivers a recording by rsync: as a user of its own, in the group of the spool. */
    void deliver(String recordId) {
        SampleArchive.make(host, recordId);
        String spool = "/host" + RECORDINGS + "/spool/";
        asRoot("cp /host/%1$s.tar %2$s.%1$s.tar.part && chown 1001:2000 %2$s.%1$s.tar.part".formatted(recordId, spool)
                + " && chmod 664 %2$s.%1$s.tar.part && mv %2$s.%1$s.tar.part %2$s%1$s.tar".formatted(recordId, spool));
    }

    /** A directory of Scalelite's volume. */
    Path directory(String name) {
        return Path.of(host + RECORDINGS, name);
    }

    @Override
    public void close() {
        String containers =
                ContainerImages.docker("ps", "-aq", "--filter", "name=^" + id).strip();
        if (!containers.isEmpty()) {
            List<String> remove = new ArrayList<>(List.of("rm", "--force", "--volumes"));
            remove.addAll(containers.lines().toList());
            ContainerImages.docker(remove.toArray(String[]::new));
        }
        units.values().forEach(SuiteProcess::close);
        ContainerImages.docker("network", "rm", id);
        asRoot("rm -rf /host/*");
        try {
            Files.delete(host);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
