package org.scalelite.common.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;

class ClusterProxyTest {
    private static final ClusterProxy LABELS = new ClusterProxy(Optional.empty(), false);
    private static final ClusterProxy HOSTS = new ClusterProxy(Optional.empty(), true);

    private static Server server(String url) {
        return new Server(
                new ServerId("id-1"),
                URI.create(url),
                "secret",
                Optional.empty(),
                Server.State.ENABLED,
                true,
                1,
                OptionalDouble.empty(),
                new Server.Statistics(0, 0, 0, 0, Optional.empty()),
                new Server.PollCounters(0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "https://bbb-01.example.org/bigbluebutton/api, /bbb-01, /bbb-01.example.org, https://bbb-01.example.org",
        "https://BBB-01.Example.org/bigbluebutton/api/, /bbb-01, /bbb-01.example.org, https://bbb-01.example.org",
        "http://bbb:8443/api, /bbb, /bbb-8443, http://bbb:8443",
        "http://10.1.2.3/bigbluebutton/api, /10.1.2.3, /10.1.2.3, http://10.1.2.3",
        "'http://[fd00::1]:81/bigbluebutton/api', /-fd00--1--81, /-fd00--1--81, 'http://[fd00::1]:81'",
    })
    void pathIsThatOfTheHost(String url, String label, String host, String origin) {
        assertThat(LABELS.path(server(url))).isEqualTo(label);
        assertThat(HOSTS.path(server(url))).isEqualTo(host);
        assertThat(ClusterProxy.originOf(server(url))).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://bbb_1.example.org/bigbluebutton/api",
                "https://bbb-1$host.example.org/bigbluebutton/api",
                "https://bbb-1.example.org/bigbluebutton;return/api",
                "https://bbb-1.example.org/bigbluebutton/%0a/api",
                "https://bbb-1.example.org/bigbluebutton/$uri/api",
                "https://bbb-1.example.org//bigbluebutton/api",
                "file:///etc/passwd",
                "gopher://bbb-1.example.org/bigbluebutton/api",
                "mailto:bbb",
                "/bigbluebutton/api",
            })
    void urlThatIsNotOneOfAServerIsRefused(String url) {
        assertThatThrownBy(() -> LABELS.path(server(url)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("id-1")
                .hasMessageNotContaining("bigbluebutton");
    }

    @Test
    void serversWithEqualPathsAreRefused() {
        List<Server> servers = List.of(server("https://bbb.b.org/bigbluebutton/api"), server("https://bbb.a.org/api"));

        assertThatThrownBy(() -> LABELS.byPath(servers)).hasMessageContaining("CLUSTER_PROXY_PATHS=host");
        assertThat(HOSTS.byPath(servers).keySet()).containsExactly("/bbb.a.org", "/bbb.b.org");
        assertThatThrownBy(() -> HOSTS.byPath(List.of(servers.getFirst(), servers.getFirst())))
                .hasMessageContaining("host name of its own");
    }

    @Test
    void settingsNameTheCommonHost() {
        ClusterProxy proxy = ClusterProxy.of(
                Settings.of(Map.of("CLUSTER_PROXY_URL", "https://bbb.example.org/", "CLUSTER_PROXY_PATHS", "host")));

        assertThat(proxy.isWholeHost()).isTrue();
        assertThat(proxy.on("/bbb-01/x")).contains(URI.create("https://bbb.example.org/bbb-01/x"));
        assertThat(ClusterProxy.of(Settings.of(Map.of())).on("/x")).isEmpty();
    }
}
