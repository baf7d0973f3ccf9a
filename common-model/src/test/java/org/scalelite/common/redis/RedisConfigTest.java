package org.scalelite.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;

/** The address of Redis. */
class RedisConfigTest {
    private static RedisConfig config(String url) {
        return RedisConfig.of(
                Settings.of(Map.of("REDIS_URL", url, "REDIS_TIMEOUT", "3", "REDIS_SENTINEL_PASSWORD", "s3cret")));
    }

    @Test
    void sentinelAddressNamesThePrimary() {
        assertThatThrownBy(() -> config("redis-sentinel://:hunter2@127.0.0.1:26379/0"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("#name-of-the-primary")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "'redis-sentinel://:hunter2@a:26379,b:26379/0#main', 'Redis at redis-sentinel://a:26379,b:26379', true",
        "rediss-sentinel://a:26379#main, Redis at rediss-sentinel://a:26379, true",
        "redis://user:hunter2@redis.example.org:6379/1, Redis at redis://redis.example.org:6379, false",
        "rediss://redis.example.org, Redis at rediss://redis.example.org, false"
    })
    void textHasNoPassword(String url, String text, boolean hasSentinels) {
        assertThat(config(url)).hasToString(text);
        assertThat(config(url).hasSentinels()).isEqualTo(hasSentinels);
    }

    @Test
    void sentinelsGetTimeoutTlsAndPassword() {
        RedisURI uri =
                config("rediss-sentinel://:hunter2@a:26379,b:26380/0#main").uri();
        assertThat(uri.getTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(uri.getSentinels()).hasSize(2).allSatisfy(sentinel -> {
            assertThat(sentinel.getTimeout()).isEqualTo(Duration.ofSeconds(3));
            assertThat(sentinel.isSsl()).isTrue();
            assertThat(sentinel.getCredentialsProvider()
                            .resolveCredentials()
                            .blockOptional()
                            .orElseThrow()
                            .getPassword())
                    .containsExactly("s3cret".toCharArray());
        });
    }

    @Test
    void callerMayGiveUpAtOnce() {
        RedisConfig config = config("redis://127.0.0.1:6379");
        assertThat(config.withoutRetries().connectRetries()).isZero();
        assertThat(config.withoutRetries().url()).isEqualTo(config.url());
    }
}
