package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.testing.TestTimeout;

/** {@code deploy/bin/install-player}: its sources, and what it refuses. */
class InstallPlayerTest {
    private static final Duration QUICK = TestTimeout.LIMIT;
    private static final String PLAYBACK = "var/bigbluebutton/playback";
    private static final String PAGE = "presentation/2.3/index.html";
    private static final String SCRIPT = "presentation/2.3/static/js/main.js";
    private static final int SWITCHES = 6;

    private static Path directory;
    private static PlayerSource player;

    private Path target = Path.of("/");

    @BeforeEach
    void makeTarget(@TempDir Path temporary) throws IOException {
        target = Files.createDirectory(temporary.resolve("target"));
    }

    @BeforeAll
    static void makeSources(@TempDir Path temporary) throws IOException {
        directory = temporary;
        player = PlayerSource.make(directory);
        // A BBB server that ssh reaches, below a directory of the test.
        Path ssh = Files.createDirectory(directory.resolve("bin")).resolve("ssh");
        Files.writeString(ssh, """
                #!/bin/sh
                for word; do :; done
                case "$*" in
                    *" -- unreachable "*) echo 'ssh: connect to host unreachable: No route to host' >&2; exit 255 ;;
                    *" -- root@bbb1.example.org "*) sh -c "$(printf '%%s' "$word" | sed 's|/var/bigbluebutton|%s|')" ;;
                    *) exit 99 ;;
                esac
                """.formatted(player.unpacked().resolve("var/bigbluebutton")));
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Shell.Outcome install(String... arguments) {
        List<String> command = new ArrayList<>(List.of("deploy/bin/install-player", "--to", target.toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static Shell.Outcome run(List<String> command) {
        String path = directory.resolve("bin") + ":" + System.getenv("PATH");
        return new Shell(Map.of("PATH", path)).run(QUICK, command);
    }

    private static void succeeded(Shell.Outcome outcome) {
        assertThat(outcome.code()).as(outcome.output()).isZero();
    }

    private static String source(String name) {
        return switch (name) {
            case "package" -> player.packageFile("bbb-playback").toString();
            case "unpacked package" -> player.unpacked().toString();
            case "directory" -> player.unpacked().resolve(PLAYBACK).toString();
            default -> name;
        };
    }

    /** A copy of the player, to be changed. */
    private static Path copy(Path to) throws IOException {
        new Shell(Map.of())
                .succeed(QUICK, "cp", "-R", player.unpacked().resolve(PLAYBACK).toString(), to.toString());
        return to;
    }

    @ParameterizedTest
    @ValueSource(strings = {"package", "unpacked package", "directory", "ssh:root@bbb1.example.org"})
    void everySourceInstallsThePlayer(String name) throws IOException {
        Shell.Outcome outcome = install(source(name));
        succeeded(outcome);
        assertThat(outcome.output()).contains("the player is installed in " + target);
        for (String file : List.of(PAGE, SCRIPT)) {
            assertThat(target.resolve(file))
                    .hasSameBinaryContentAs(player.unpacked().resolve(PLAYBACK + "/" + file));
        }
        try (Stream<Path> files = Files.walk(target.resolve("presentation/2.3"))) {
            assertThat(files)
                    .as("readable to nginx, writable to the owner only")
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
        }
        assertThat(Path.of("/tmp/a-script-of-a-package-has-run")).doesNotExist();
    }

    @Test
    void theSamePlayerIsNotInstalledTwice() throws IOException {
        succeeded(install(source("directory")));
        Path link = target.resolve("presentation");
        FileTime installed = Files.getLastModifiedTime(link, LinkOption.NOFOLLOW_LINKS);
        Shell.Outcome again = install(source("package"));
        succeeded(again);
        assertThat(again.output()).contains("installed in " + target + " already");
        assertThat(Files.readSymbolicLink(link)).isRelative();
        assertThat(Files.getLastModifiedTime(link, LinkOption.NOFOLLOW_LINKS)).isEqualTo(installed);
        try (Stream<Path> files = Files.list(target)) {
            assertThat(files).as("nothing is left over").hasSize(2);
        }
    }

    @Test
    void aPlayerThatWasCopiedByHandIsReplaced(@TempDir Path other) throws IOException {
        copy(target.resolve("by-hand"));
        Files.move(target.resolve("by-hand/presentation"), target.resolve("presentation"));
        Files.delete(target.resolve("by-hand"));
        Path updated = copy(other.resolve("playback"));
        Files.writeString(updated.resolve(SCRIPT), "// updated");
        succeeded(install(updated.toString()));
        assertThat(target.resolve(SCRIPT)).hasContent("// updated");
        try (Stream<Path> files = Files.list(target)) {
            assertThat(files).as("nothing is left over").hasSize(2);
        }
    }

    @Test
    void thePlayerIsThereWhileItIsReplaced(@TempDir Path other) throws IOException, InterruptedException {
        Path updated = copy(other.resolve("playback"));
        Files.writeString(updated.resolve(SCRIPT), "// updated");
        succeeded(install(source("directory")));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger reads = new AtomicInteger();
        AtomicInteger missing = new AtomicInteger();
        Thread browser = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                reads.incrementAndGet();
                if (!Files.isRegularFile(target.resolve(PAGE))) {
                    missing.incrementAndGet();
                }
            }
        });
        for (int i = 0; i < SWITCHES; i++) {
            succeeded(install(i % 2 == 0 ? updated.toString() : source("directory")));
        }
        over.set(true);
        browser.join();
        assertThat(reads).hasPositiveValue();
        assertThat(missing).hasValue(0);
    }

    /** Each change makes something else of the player. */
    private static void spoil(String change, Path playback) throws IOException {
        Path page = playback.resolve(PAGE);
        Path script = playback.resolve(SCRIPT);
        switch (change) {
            case "without page" -> Files.delete(page);
            case "empty page" -> Files.writeString(page, "");
            case "text" -> Files.writeString(page, "404 Not Found");
            case "page without script" -> Files.writeString(page, "<html><p>Welcome</p></html>");
            case "cut off" -> Files.delete(script);
            case "for another address" -> Files.writeString(page, "<html><script src='/x/main.js'></script></html>");
            case "link" -> Files.createSymbolicLink(playback.resolve("presentation/2.3/x"), Path.of("/etc/passwd"));
            default -> throw new IllegalArgumentException(change);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "without page, hold no presentation/2.3/index.html",
        "empty page, hold no presentation/2.3/index.html",
        "text, is no page",
        "page without script, loads no script",
        "cut off, 'is incomplete: presentation/2.3/index.html loads /playback/presentation/2.3/static/js/main.js'",
        "for another address, built for another address",
        "link, neither a file nor a directory",
    })
    void whatIsNoPlayerIsRefused(String change, String reason, @TempDir Path other) throws IOException {
        succeeded(install(source("directory")));
        Path spoilt = copy(other.resolve("playback"));
        Files.writeString(spoilt.resolve(SCRIPT), "// another player");
        spoil(change, spoilt);
        Shell.Outcome refused = install(spoilt.toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output()).startsWith("install-player: ").contains(reason);
        assertThat(target.resolve(SCRIPT)).content().contains("metadata.xml");
        try (Stream<Path> files = Files.list(target)) {
            assertThat(files).as("nothing is left over").hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 2, name a SOURCE",
        "--frobnicate x, 2, unknown option --frobnicate",
        "--to playback x, 2, give an absolute path",
        "/nowhere.deb, 1, there is no /nowhere.deb",
        "README.md, 1, cannot be unpacked",
        "docs, 1, give the directory that has presentation/2.3/index.html",
        "ssh:unreachable, 1, No route to host",
        "ssh:unreachable, 1, ssh ended with 255",
        "ssh:-oProxyCommand=x, 2, is no host",
    })
    void anErrorNamesCauseAndCure(String arguments, int code, String message) {
        Shell.Outcome outcome = install(Stream.of(arguments.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.output()).isEqualTo(code);
        assertThat(outcome.output()).contains(message);
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void helpNamesTheSources() {
        Shell.Outcome help = run(List.of("deploy/bin/install-player", "--help"));
        succeeded(help);
        assertThat(help.output()).contains("Usage: install-player", "DIRECTORY", "FILE.deb", "ssh:HOST", "--to");
    }
}
