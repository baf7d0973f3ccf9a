package org.scalelite.common.callback;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.scalelite.common.config.Network;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * Addresses that callbacks may go to: public ones, and those in networks that the operator allows (specification, section
 * 15). An address that leads to another one, as NAT64's and 6to4's do, counts as not public, because what it leads to may
 * be inside.
 */
public final class PublicAddresses {
    /** All of IPv6 that is handed out to the public; the rest is local, embedded IPv4 or multicast. */
    private static final Network GLOBAL_IPV6 = Network.of("2000::/3");

    private static final List<Network> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    // Link-local: among others what clouds tell their machines, credentials included.
                    "169.254.0.0/16",
                    // The same of Azure, on an address that looks public.
                    "168.63.129.16/32",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    // Teredo and others of the IETF; 6to4; documentation.
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(Network::of)
            .toList();

    private final List<Network> allowed;

    /** Public addresses and those in the given networks. */
    public PublicAddresses(List<Network> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** From the environment. */
    public static PublicAddresses of(Settings settings) {
        return new PublicAddresses(settings.get(Variables.CALLBACK_ALLOWED_NETWORKS));
    }

    boolean include(InetAddress address) {
        return allowed.stream().anyMatch(network -> network.contains(address)) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        boolean handedOut = address instanceof java.net.Inet4Address || GLOBAL_IPV6.contains(address);
        return handedOut && SPECIAL.stream().noneMatch(network -> network.contains(address));
    }
}
