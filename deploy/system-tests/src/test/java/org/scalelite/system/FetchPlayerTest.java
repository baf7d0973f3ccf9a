package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.testing.TestTimeout;

/** {@code fetch-player}, which the build of the nginx image runs, with a package source of its own. */
class FetchPlayerTest {
    private static final Duration QUICK = TestTimeout.LIMIT;
    private static final Path RAN = Path.of("/tmp/a-script-of-a-package-has-run");

    private static Path directory;
    private static Path script;
    private static PlayerSource player;
    private static PlayerSource other;

    @BeforeAll
    static void makeSources(@TempDir Path temporary) throws IOException {
        directory = temporary;
        player = PlayerSource.make(directory.resolve("bbb"));
        other = PlayerSource.make(directory.resolve("other"));
        // As they lie in the image.
        script = directory.resolve("fetch-player");
        Files.copy(SuiteProcess.ROOT.resolve("deploy/docker/fetch-player"), script);
        Files.copy(SuiteProcess.ROOT.resolve("deploy/bin/install-player"), directory.resolve("install-player"));
        new Shell(Map.of()).succeed(QUICK, "chmod", "-R", "a+rX", directory.toString());
    }

    private static Shell.Outcome fetch(Path into, Map<String, String> changed) {
        Map<String, String> environment = new HashMap<>(player.environment());
        environment.put("PLAYER_SOURCE", "file:" + player.source());
        environment.putAll(changed);
        return new Shell(environment).run(QUICK, List.of("sh", script.toString(), into.toString()));
    }

    @Test
    void signedPackagesAreUnpackedButNotInstalled(@TempDir Path into) throws IOException {
        Shell.Outcome outcome = fetch(into, Map.of());
        assertThat(outcome.code()).as(outcome.output()).isZero();
        assertThat(into.resolve("presentation/2.3/index.html")).content().contains("static/js/main.js");
        assertThat(into.resolve("versions"))
                .content()
                .contains("bbb-playback\t1:3.0-7", "-presentation", "-podcast", "-screenshare", "-video");
        assertThat(into.resolve("missing")).doesNotExist();
        assertThat(RAN).doesNotExist();
        try (var files = Files.list(into)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("scripts for BBB servers are left out")
                    .allMatch(name -> name.matches("presentation|versions|\\.player-.*"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no source, PLAYER_SOURCE, none, PLAYER_SOURCE=none",
        "nobody answers, PLAYER_SOURCE, http://127.0.0.1:1/jammy-300, cannot be reached",
        "another key, PLAYER_KEY, OTHER_KEY, is not signed with the key",
        "another fingerprint, PLAYER_KEY_FINGERPRINT, 770C4267C5E63474D171B60937B5DD5EFAB46452, is not signed with the key",
        "a changed package, PLAYER_SOURCE, CHANGED_PACKAGE, sends others than it has signed",
        "a changed list, PLAYER_SOURCE, CHANGED_LIST, sends other lists than it has signed",
        "a suite with an option, PLAYER_SUITE, 'x [trusted=yes]', are addresses and names",
        "a key by http, PLAYER_KEY, http://127.0.0.1:1/key.asc, begins with https://",
        "no key, PLAYER_KEY, /nowhere/key.asc, cannot be read",
    })
    void withoutThePlayerTheReasonIsWritten(
            String name, String variable, String value, String reason, @TempDir Path into) throws IOException {
        Map<String, String> changed = new HashMap<>(Map.of("PLAYER_KEY_FINGERPRINT", ""));
        changed.put(variable, value(name, value));
        Shell.Outcome outcome = fetch(into, changed);
        assertThat(outcome.code()).as("the build goes on").isZero();
        assertThat(outcome.output()).contains("**********\nNO PLAYER: ").contains(reason);
        assertThat(into.resolve("missing")).content().contains(reason);
        assertThat(into.resolve("presentation")).doesNotExist();
    }

    private static String value(String name, String value) throws IOException {
        return switch (value) {
            case "OTHER_KEY" -> other.key().toString();
            case "CHANGED_PACKAGE" -> changed(name, "pool/bbb-playback_3.0-7_amd64.deb");
            case "CHANGED_LIST" -> changed(name, "dists/" + PlayerSource.SUITE + "/main/binary-amd64/Packages");
            default -> value;
        };
    }

    private static String changed(String name, String file) throws IOException {
        Path copy = directory.resolve(name.replace(' ', '-'));
        new Shell(Map.of()).succeed(QUICK, "cp", "-R", player.source().toString(), copy.toString());
        Files.writeString(copy.resolve(file), "\n", StandardOpenOption.APPEND);
        return "file:" + copy;
    }
}
