package org.scalelite.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JVM flags of the services (deploy/bin/java-flags). */
class JavaFlagsTest {
    private static final Path FLAGS = Path.of("..", "deploy", "bin", "java-flags");

    @ParameterizedTest
    @CsvSource({"API_JAVA_FLAGS, 512", "POLLER_JAVA_FLAGS, 112", "IMPORTER_JAVA_FLAGS, 512"})
    void exitsOnOutOfMemoryError(String variable, int mebibytes) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder(
                "sh",
                "-c",
                ". \"$1\"; exec \"$2\" $%s -XX:+PrintFlagsFinal -version".formatted(variable),
                "sh",
                FLAGS.toAbsolutePath().toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        shell.environment().remove(variable);
        Process java = shell.redirectErrorStream(true).start();
        String flags = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(flags).isZero();
        assertThat(flags)
                .containsPattern("ExitOnOutOfMemoryError +=\\s*true")
                .containsPattern("MaxHeapSize +=\\s*" + ((long) mebibytes << 20) + " ");
    }
}
