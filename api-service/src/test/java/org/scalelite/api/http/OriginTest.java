package org.scalelite.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.api.testing.Peer;

/** What a request says of the address that its sender called, and whose word counts. */
class OriginTest {
    private static final String PROXY = "10.0.0.1";
    private static final String STRANGER = "203.0.113.7";

    /** Headers as {@code Name: value|Name: value}. */
    private static HttpRequest<?> request(String peer, String headers) {
        MutableHttpRequest<Object> request = HttpRequest.<Object>GET("/").header("Host", "inner:8080");
        for (String header : headers.split("\\|", -1)) {
            String[] parts = header.split(": ", 2);
            request.header(parts[0], parts[1]);
        }
        return Peer.from(peer, request);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-Ssl: on, https",
        "X-Forwarded-Ssl: off, http",
        "X-Forwarded-Ssl: off|X-Forwarded-Proto: https, https",
        "X-Forwarded-Ssl: on|X-Forwarded-Scheme: http, https",
        "X-Forwarded-Scheme: HTTPS, https",
        "'X-Forwarded-Scheme: https, http', https",
        "X-Forwarded-Scheme: http|X-Forwarded-Proto: https, http",
        "X-Forwarded-Proto: https, https",
        "X-Forwarded-Scheme: javascript, http"
    })
    void proxyHeadersTellWhetherTheConnectionIsSecure(String headers, String scheme) {
        assertThat(Origin.of(request(PROXY, headers))).isEqualTo(scheme + "://inner:8080");
    }

    @ParameterizedTest
    @CsvSource({
        "sl.example.org, http://sl.example.org, sl.example.org",
        "sl.example.org:80, http://sl.example.org, sl.example.org",
        "T1.sl.example.org:8443, http://T1.sl.example.org:8443, t1.sl.example.org",
        "'claimed.example.org, sl.example.org', http://sl.example.org, sl.example.org",
        "sl.example.org/evil, http://inner:8080, inner",
        "'', http://inner:8080, inner"
    })
    void proxyHeadersNameTheCalledHost(String forwarded, String origin, String host) {
        HttpRequest<?> request = request(PROXY, "X-Forwarded-Host: " + forwarded);
        assertThat(Origin.of(request)).isEqualTo(origin);
        assertThat(Origin.hostOf(request)).isEqualTo(host);
    }

    @Test
    void ofSeveralLinesTheNearestProxysCounts() {
        HttpRequest<?> request =
                request(PROXY, "X-Forwarded-Host: claimed.example.org|X-Forwarded-Host: sl.example.org");
        assertThat(Origin.of(request)).isEqualTo("http://sl.example.org");
    }

    @Test
    void othersAreNotBelieved() {
        HttpRequest<?> request =
                request(STRANGER, "X-Forwarded-Ssl: on|X-Forwarded-Scheme: https|X-Forwarded-Host: sl.example.org");
        assertThat(Origin.of(request)).isEqualTo("http://inner:8080");
        assertThat(Origin.hostOf(request)).isEqualTo("inner");
    }
}
