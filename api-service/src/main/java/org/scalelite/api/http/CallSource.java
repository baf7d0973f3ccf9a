package org.scalelite.api.http;

import io.micronaut.http.HttpRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scalelite.common.config.Network;

/**
 * The client address of a request. A proxy is on the machine or in a private network, and forwards the address of its client: the
 * last of all entries is its own, the client may have sent those before it. An IPv6 client owns all of its /64.
 */
public final class CallSource {
    private static final int NETWORK_BYTES = 8;

    /** What {@link InetAddress} does not take for private: shared addresses of carriers, unique local ones of IPv6. */
    private static final List<Network> PRIVATE =
            Stream.of("100.64.0.0/10", "fc00::/7").map(Network::of).toList();

    private CallSource() {}

    public static String of(HttpRequest<?> request) {
        return of(request.getRemoteAddress().getAddress(), request.getHeaders().getAll("X-Forwarded-For"));
    }

    /**
     * The same.
     *
     * @param peer at the other end of the connection
     * @param forwarded all X-Forwarded-For lines, as they came
     */
    static String of(InetAddress peer, List<String> forwarded) {
        return isProxy(peer) && !forwarded.isEmpty()
                ? lastOf(forwarded.getLast()).map(CallSource::key).orElseGet(() -> key(peer))
                : key(peer);
    }

    /** Whether the connection comes from where a proxy may be, so that what it adds to a request counts. */
    static boolean isOfProxy(HttpRequest<?> request) {
        return isProxy(request.getRemoteAddress().getAddress());
    }

    private static boolean isProxy(InetAddress peer) {
        return peer.isLoopbackAddress()
                || peer.isSiteLocalAddress()
                || PRIVATE.stream().anyMatch(network -> network.contains(peer));
    }

    private static Optional<InetAddress> lastOf(String line) {
        try {
            return Optional.of(InetAddress.ofLiteral(
                    line.substring(line.lastIndexOf(',') + 1).strip()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String key(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] network = address.getAddress();
        Arrays.fill(network, NETWORK_BYTES, network.length, (byte) 0);
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
