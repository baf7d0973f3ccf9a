package org.scalelite.common.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.common.config.Network;
import org.scalelite.common.testing.Receiver;
import org.scalelite.common.testing.TestAuthority;
import org.scalelite.common.testing.TlsFront;
import org.scalelite.common.tls.ProcessTrust;

/** Callbacks to a front-end whose certificate an authority of the installation's own has signed. */
class CallbackTlsTest {
    private static final PublicAddresses LOCAL = new PublicAddresses(List.of(Network.of("127.0.0.0/8")));

    private static CallbackClient.Answer call(int port) {
        try (CallbackClient client = new CallbackClient(LOCAL)) {
            return client.get(PublicUrl.of("https://127.0.0.1:%d/ended".formatted(port), LOCAL));
        }
    }

    @Test
    void needsTheAuthorityInTheFile(@TempDir Path directory) {
        TestAuthority authority = TestAuthority.in(directory);
        try (Receiver receiver = Receiver.answering(204);
                TlsFront front = authority.before(receiver.port())) {
            assertThat(call(front.port()))
                    .isInstanceOfSatisfying(
                            CallbackClient.Answer.Nothing.class,
                            nothing -> assertThat(nothing.reason()).contains("TLS_CA_FILE"));
            try (ProcessTrust _ = ProcessTrust.of(authority.certificate())) {
                assertThat(call(front.port())).isEqualTo(new CallbackClient.Answer.Status(204));
            }
        }
    }
}
