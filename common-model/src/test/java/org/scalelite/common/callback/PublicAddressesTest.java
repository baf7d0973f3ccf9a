package org.scalelite.common.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.config.Network;

/** Addresses that callbacks may go to (specification, section 15). */
class PublicAddressesTest {
    private static final PublicAddresses PUBLIC = new PublicAddresses(List.of());

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "1.1.1.1", "172.32.0.1", "192.0.1.1", "2a00:1450::1", "2600::1"})
    void includesPublicAddresses(String address) {
        assertThat(PUBLIC.include(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "168.63.129.16",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "192.0.2.1",
                "198.18.0.1",
                "203.0.113.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "2001:0:1::1",
                "2001:db8::1",
                "ff02::1"
            })
    void excludesSpecialAddresses(String address) {
        assertThat(PUBLIC.include(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"10.99.0.1, true", "10.98.255.255, false", "fd00::7, true", "127.0.0.1, false"})
    void includesAllowedNetworks(String address, boolean included) {
        PublicAddresses allowing = new PublicAddresses(List.of(Network.of("10.99.0.0/16"), Network.of("fd00::/64")));
        assertThat(allowing.include(InetAddress.ofLiteral(address))).isEqualTo(included);
    }

    @Test
    void onlyPublicAddressesOfANameAreCalled() throws UnknownHostException {
        PublicNames names = new PublicNames(
                PUBLIC,
                _ -> new InetAddress[] {InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("8.8.8.8")},
                Duration.ofSeconds(5));
        assertThat(names.resolve("mixed.example.org")).containsExactly(InetAddress.ofLiteral("8.8.8.8"));
        assertThat(names.resolve("mixed.example.org", 80)).hasSize(1);
    }
}
