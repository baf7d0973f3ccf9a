package org.scalelite.common.callback;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Calls a front-end's {@code meetingEndedURL} as BBB does: a GET of just that address (BBB reference, section 6.2). Trying
 * again is left to BBB, which tries to reach us again as long as we have not reached the front-end.
 */
public final class EndedCallback implements AutoCloseable {
    /** BBB waits for us meanwhile. */
    private static final Duration TOTAL = Duration.ofSeconds(10);

    private final PublicAddresses addresses;
    private final CallbackClient client;

    /** Calls addresses that callbacks may go to. */
    public EndedCallback(CallbackConfig config) {
        this.addresses = config.addresses();
        this.client = new CallbackClient(addresses, InetAddress::getAllByName, TOTAL);
    }

    /** Whether this address may be called, as far as it tells by itself. */
    public boolean mayCall(String url) {
        try {
            PublicUrl.of(url, addresses);
            return true;
        } catch (PublicUrl.RefusedException _) {
            return false;
        }
    }

    /** Calls an address; why it was in vain, empty if it was not. */
    public Optional<String> call(String url) {
        try {
            PublicUrl to = PublicUrl.of(url, addresses);
            return switch (client.get(to)) {
                case CallbackClient.Answer.Status status ->
                    status.isSuccess() ? Optional.empty() : Optional.of(to.origin() + " answered " + status.code());
                case CallbackClient.Answer.Nothing(String reason) -> Optional.of(reason);
            };
        } catch (PublicUrl.RefusedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
