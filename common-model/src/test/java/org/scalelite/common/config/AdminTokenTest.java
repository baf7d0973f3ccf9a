package org.scalelite.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.config.AdminToken.Scope;

/** Values of variables: tokens of the admin API, and networks. */
class AdminTokenTest {
    @Test
    void entryMatchesTheTokenOnly() {
        AdminToken token = AdminToken.of("dashboard", Scope.READ, "secret");
        assertThat(token.matches("secret")).isTrue();
        assertThat(token.matches("secret ")).isFalse();
        assertThat(token.matches("")).isFalse();
        assertThat(token.entry()).matches("dashboard:read:[0-9a-f]{64}").doesNotContain("secret");
        assertThat(AdminToken.of(token.entry())).isEqualTo(token);
    }

    @Test
    void textHasNoHash() {
        assertThat(AdminToken.of("dashboard", Scope.WRITE, "secret")).hasToString("AdminToken[dashboard, write]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:read", "a:read:xyz", "a:all:HASH", "a b:read:HASH", ":read:HASH", "a:READ:HASH"})
    void rejectsOtherEntries(String entry) {
        String text = entry.replace("HASH", "0".repeat(64));
        assertThatThrownBy(() -> AdminToken.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dash:board", "a b", "ü"})
    void rejectsNamesThatNoEntryMayHave(String name) {
        assertThatThrownBy(() -> AdminToken.of(name, Scope.READ, "secret"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.2.3, true",
        "10.1.0.0/16, 10.2.0.0, false",
        "192.0.2.7/32, 192.0.2.7, true",
        "0.0.0.0/0, 8.8.8.8, true",
        "fd00::/8, fd12::1, true",
        "fd00::/8, fe80::1, false",
        "10.0.0.0/8, fd12::1, false"
    })
    void networkContainsAddresses(String network, String address, boolean contained) {
        assertThat(Network.of(network).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
        assertThat(Network.of(network)).hasToString(network);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.1", "localhost/8", "10.0.0.0/33", "10.0.0/8", "fd00::/129"})
    void rejectsOtherNetworks(String text) {
        assertThatThrownBy(() -> Network.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
