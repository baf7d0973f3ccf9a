package org.scalelite.common.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.config.Network;

/** Where callbacks may go (specification, section 15). */
class PublicUrlTest {
    private static final PublicAddresses PUBLIC = new PublicAddresses(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://moodle.example.org/ready",
                "http://moodle.example.org:8080/ready?course=1",
                "HTTPS://Moodle.Example.org",
                "https://8.8.8.8/x",
                "https://[2606:4700::1111]/x",
                "https://172.15.255.255/",
                "https://172.32.0.0/",
                "https://moodle.example.org/a b?x[]=1|2",
                "https://moodle.example.org/überblick"
            })
    void publicOnesAreTaken(String url) {
        assertThat(PublicUrl.of(url, PUBLIC).origin()).startsWith("http");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://moodle.example.org/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "moodle.example.org/ready",
                "//moodle.example.org/ready",
                "https://",
                "https:///path",
                "",
                "http://localhost/",
                "http://LOCALHOST:3000/",
                "http://x.localhost/",
                "http://localhost./",
                "http://127.0.0.1/",
                "http://127.1/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.1/",
                "http://017700000001/",
                "http://0/",
                "http://0.0.0.0/",
                "http://10.1.2.3/",
                "http://100.64.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://168.63.129.16/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.1.1/",
                "http://198.18.0.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[::1]/",
                "http://[::]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[::127.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[64:ff9b:1::a00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[2001:0:1::1]/",
                "http://[fe80::1]/",
                "http://[fd00:ec2::254]/",
                "http://[fc00::1]/",
                "http://[ff02::1]/",
                "http://moodle.example.org:0/",
                "http://moodle.example.org:65536/",
                "http://user@10.0.0.1/"
            })
    void othersAreNone(String url) {
        assertThatThrownBy(() -> PublicUrl.of(url, PUBLIC)).isInstanceOf(PublicUrl.RefusedException.class);
    }

    @Test
    void anAllowedNetworkLetsItsAddressesThroughAndNoOthers() {
        PublicAddresses addresses = new PublicAddresses(List.of(Network.of("10.1.0.0/16"), Network.of("fd00:1::/32")));
        assertThat(PublicUrl.of("http://10.1.2.3/", addresses).origin()).isEqualTo("http://10.1.2.3");
        assertThat(PublicUrl.of("http://[fd00:1::7]/", addresses).origin()).isEqualTo("http://[fd00:1::7]");
        for (String url : List.of("http://10.2.0.1/", "http://127.0.0.1/", "http://[fd00:2::7]/")) {
            assertThatThrownBy(() -> PublicUrl.of(url, addresses))
                    .as(url)
                    .isInstanceOf(PublicUrl.RefusedException.class)
                    .hasMessageContaining("CALLBACK_ALLOWED_NETWORKS");
        }
    }

    @Test
    void userPathAndQueryAreNeverShown() {
        PublicUrl url = PublicUrl.of("https://user:password@moodle.example.org/hook/secret?token=secret#x", PUBLIC);
        assertThat(url).hasToString("https://moodle.example.org");
        assertThat(url.userInfo()).contains("user:password");
        assertThat(url.uri()).hasToString("https://moodle.example.org/hook/secret?token=secret");
        assertThatThrownBy(() -> PublicUrl.of("https://user:password@10.0.0.1/secret?token=secret", PUBLIC))
                .hasMessageNotContainingAny("password", "secret");
    }
}
