package org.scalelite.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word counts for where a call comes from. */
class CallSourceTest {
    private static String source(String peer, String... forwarded) {
        return CallSource.of(InetAddress.ofLiteral(peer), List.of(forwarded));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "fd12::1"})
    void aProxyInAPrivateNetworkIsBelieved(String proxy) {
        assertThat(source(proxy, "198.51.100.1", "198.51.100.2, 203.0.113.7")).isEqualTo("203.0.113.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.1", "100.128.0.1", "8.8.8.8"})
    void refusesOtherHosts(String peer) {
        assertThat(source(peer, "198.51.100.1")).isEqualTo(peer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "a,", "203.0.113.7:4711", "localhost"})
    void whatIsNoAddressIsTheProxys(String forwarded) {
        assertThat(source("127.0.0.1", forwarded)).isEqualTo("127.0.0.1");
    }

    @Test
    void allOfASixtyFourIsOneSource() {
        String network = source("2001:db8:0:1::1");
        assertThat(network).isEqualTo("2001:db8:0:1:0:0:0:0/64");
        assertThat(source("127.0.0.1", "2001:DB8:0:1:1:2:3:4")).isEqualTo(network);
        assertThat(source("127.0.0.1", "::ffff:203.0.113.7")).isEqualTo("203.0.113.7");
    }
}
