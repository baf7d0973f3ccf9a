package org.scalelite.api.doctor;

import java.util.Map;
import java.util.Map.Entry;

/** Why a BBB server was not reached, by the first words of what {@code BbbClient} says. */
final class Unreachable {
    private static final Map<String, String> CURES = Map.of(
            "connection refused",
            "start it ('bbb-conf --restart' there), and check the port in its URL",
            "unknown host",
            "correct its URL, or the name in the DNS that this machine asks",
            "no route to host",
            "start the machine, and check the network and the firewall between",
            "connect timeout",
            "start the machine, and check the network and the firewall between",
            "timeout",
            "it hangs or is overloaded: 'bbb-conf --status' and 'systemctl restart bbb-web' there",
            "TLS",
            "check its certificate and the TLS versions in its nginx");

    private Unreachable() {}

    static Finding finding(String where, String reason) {
        String cure = CURES.entrySet().stream()
                .filter(entry -> reason.startsWith(entry.getKey()))
                .map(Entry::getValue)
                .findFirst()
                .orElse("see the log of its nginx, and the network between");
        return Finding.problem(where, "cannot be called: " + reason, cure);
    }
}
