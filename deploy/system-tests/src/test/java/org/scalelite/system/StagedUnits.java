package org.scalelite.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** One set of the units of deploy/systemd in a file system of its own, where all that they name exists. */
final class StagedUnits {
    private static final Path SOURCE = SuiteProcess.ROOT.resolve("deploy/systemd");
    private static final List<String> TARGETS_OF_SYSTEMD =
            List.of("sysinit.target", "basic.target", "shutdown.target", "network-online.target", "multi-user.target");

    private final Path root;

    private StagedUnits(Path root) {
        this.root = root;
    }

    /** The units of {@code docker} or {@code native}, and the target, below a root directory. */
    static StagedUnits of(String set, Path root) throws IOException {
        StagedUnits staged = new StagedUnits(root);
        for (Path unit : files(set)) {
            Files.copy(unit, staged.unit(unit.getFileName().toString()));
        }
        for (String target : TARGETS_OF_SYSTEMD) {
            Files.writeString(staged.unit(target), "[Unit]\nDescription=as on any machine\nDefaultDependencies=no\n");
        }
        staged.addProgram("usr/bin/docker");
        staged.addProgram("bin/sh");
        staged.addProgram("opt/scalelite/bin/service");
        staged.addProgram("opt/scalelite/nginx/start");
        Files.writeString(
                staged.unit("docker.service"),
                "[Unit]\nDescription=the engine\nDefaultDependencies=no\n[Service]\nExecStart=/usr/bin/docker\n");
        return staged;
    }

    /** The files of a set, with the target that both share. */
    static List<Path> files(String set) {
        try (Stream<Path> shared = Files.list(SOURCE);
                Stream<Path> own = Files.list(SOURCE.resolve(set))) {
            return Stream.concat(shared.filter(file -> file.toString().endsWith(".target")), own)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return root;
    }

    /** Where a unit of this name lies. */
    Path unit(String name) throws IOException {
        return Files.createDirectories(root.resolve("etc/systemd/system")).resolve(name);
    }

    private void addProgram(String path) throws IOException {
        Path program = root.resolve(path);
        Files.createDirectories(program.resolveSibling("."));
        Files.writeString(program, "#!/bin/sh\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
