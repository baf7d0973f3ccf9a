package org.scalelite.api.dialin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.ApiService;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.RecordedLog;
import org.scalelite.stores.RedisServer;

/** Authentication of FreeSWITCH servers, and the configuration of calls (specification, sections 2 and 13). */
class DialInAuthenticationTest {
    private final TestSuite suite = new TestSuite(1);
    private final RecordedLog log = new RecordedLog();

    @AfterEach
    void stop() {
        log.close();
        suite.close();
    }

    private List<String> warnings() {
        return log.events().stream()
                .filter(event -> event.getLoggerName().startsWith("org.scalelite"))
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static HttpRequest.Builder request(FreeSwitch pbx) {
        return HttpRequest.newBuilder(pbx.address())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("section=dialplan&Caller-Destination-Number=1"));
    }

    private static int statusWith(FreeSwitch pbx, String authorization) {
        return pbx.send(request(pbx).header("Authorization", authorization)).status();
    }

    @Test
    void usesTheLoadBalancerSecretAsDefaultPassword() {
        FreeSwitch pbx = new FreeSwitch(suite.replica(), TestSuite.SECRET);
        assertThat(pbx.ask().isPrompt()).isTrue();
        Answer refused = pbx.send(request(pbx));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).startsWith("Basic realm=");
        assertThat(warnings().getFirst())
                .contains("/fsapi uses LOADBALANCER_SECRET as its password, because FSAPI_PASSWORD");
    }

    @Test
    void doesNotWarnWithAPassword() {
        suite.with("FSAPI_PASSWORD", "its-own").replica();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void limitsWrongPasswords() {
        suite.with("FSAPI_PASSWORD", "its-own").with("CHECKSUM_FAILURES_PER_MINUTE", "2");
        FreeSwitch pbx = new FreeSwitch(suite.replica(), "its-own");
        assertThat(statusWith(pbx, FreeSwitch.basic("fsapi:a"))).isEqualTo(401);
        assertThat(statusWith(pbx, FreeSwitch.basic("fsapi:b"))).isEqualTo(401);
        Answer held = pbx.send(request(pbx).header("Authorization", FreeSwitch.basic("fsapi:its-own")));
        assertThat(held.status()).isEqualTo(429);
        assertThat(Integer.parseInt(held.header("Retry-After"))).isBetween(1, 60);
        assertThat(pbx.send(request(pbx)
                                .header("Authorization", FreeSwitch.basic("fsapi:its-own"))
                                .header("X-Forwarded-For", "203.0.113.8"))
                        .status())
                .as("from another address")
                .isEqualTo(200);
    }

    @Test
    void acceptsAllWithAnEmptyPasswordAndWarns() {
        FreeSwitch pbx = new FreeSwitch(suite.with("FSAPI_PASSWORD", "").replica(), "whatever");
        assertThat(warnings()).singleElement().asString().contains("FSAPI_PASSWORD");
        assertThat(pbx.ask().isPrompt()).isTrue();
        assertThat(pbx.send(request(pbx)).status()).isEqualTo(200);
    }

    @Test
    void requiresThePublicHostName() {
        FreeSwitch pbx = new FreeSwitch(suite.with("URL_HOST", "sl.example.org").replica(), TestSuite.SECRET);
        Answer refused = pbx.send(request(pbx).header("Authorization", FreeSwitch.basic("fsapi:" + TestSuite.SECRET)));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("URL_HOST");
    }

    @Test
    void answersAtOnceDuringARedisOutage() {
        try (RedisServer redis = RedisServer.start()) {
            Map<String, String> environment = new HashMap<>(
                    Map.of("REDIS_URL", redis.url(), "DB_DISABLED", "true", "LOADBALANCER_SECRET", "s", "PORT", "0"));
            try (ApiService api = ApiService.start(Settings.of(environment))) {
                FreeSwitch pbx = new FreeSwitch(api, "s");
                assertThat(pbx.dial("123456789").isReprompt()).isTrue();
                redis.kill();
                assertThat(pbx.dial("123456789").isFound()).isFalse();
                assertThat(warnings())
                        .filteredOn(line -> line.startsWith("Cannot connect a phone call"))
                        .singleElement()
                        .asString()
                        .contains("Redis does not answer")
                        .doesNotContain("123456789");
                assertThat(pbx.ask().isPrompt()).as("without Redis").isTrue();
            }
        }
    }
}
