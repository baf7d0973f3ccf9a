package org.scalelite.stores.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramsTest {
    @TempDir
    private Path cache = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis-server-" + Programs.REDIS_VERSION + "-linux-amd64",
                "redis-server-" + Programs.REDIS_VERSION + "-linux-arm64",
                "postgres-linux-x86_64.txz",
                "postgres-linux-arm_64.txz"
            })
    void areThereForBothKindsOfLinuxMachines(String resource) {
        assertThat(Programs.class.getResource("/" + resource)).isNotNull();
    }

    @Test
    void areUnpackedOnceAndAgainOnlyWhenPartOfThemIsGone() throws IOException {
        Path program = Programs.redis(cache);
        assertThat(program).isExecutable();
        Files.writeString(program, "marked");
        assertThat(Programs.redis(cache)).hasContent("marked");

        Files.delete(program);

        assertThat(Files.size(Programs.redis(cache))).isGreaterThan(1_000_000);
    }
}
