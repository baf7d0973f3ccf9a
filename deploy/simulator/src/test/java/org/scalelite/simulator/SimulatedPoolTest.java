package org.scalelite.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class SimulatedPoolTest {

    @Test
    void manyServersShareOneProcess() throws IOException {
        try (SimulatedPool pool = SimulatedPool.start(300)) {
            assertThat(pool.servers()).extracting(SimulatedBbbServer::port).doesNotHaveDuplicates();
            assertThat(pool.servers()).extracting(SimulatedBbbServer::secret).doesNotHaveDuplicates();
            assertThat(pool.server(299).name()).isEqualTo("bbb-300");
            try (BbbClient client = new BbbClient(pool.server(299))) {
                assertThat(client.create("room-1", "").text("returncode")).isEqualTo("SUCCESS");
            }
            assertThat(pool.server(0).meetings()).isEmpty();
        }
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SimulatorOptions options = SimulatorOptions.defaults().withFirstPort(taken.getLocalPort());

            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> SimulatedPool.start(options))
                    .withMessageContaining(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatorOptions.defaults().withServers(0));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> SimulatorOptions.defaults().withFirstPort(65_535).withServers(2));
    }
}
