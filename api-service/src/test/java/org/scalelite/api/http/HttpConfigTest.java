package org.scalelite.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.api.testing.TestSettings;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.config.ConfigurationException;

/** Limits and hosts of requests (specification, sections 2 and 5.7). */
class HttpConfigTest {
    private static HttpConfig config(String... environment) {
        return HttpConfig.of(TestSettings.with(environment));
    }

    @ParameterizedTest
    @CsvSource({
        "sl.example.org, true, true",
        "t1.sl.example.org, false, true",
        "a.t1.sl.example.org, false, true",
        "evil.example.org, false, false",
        "sl.example.org.evil.org, false, false",
        "xsl.example.org, false, false",
        "'', false, false"
    })
    void answersForItsOwnHost(String host, boolean single, boolean withTenants) {
        assertThat(config("URL_HOST", "sl.example.org").isOwnHost(host)).isEqualTo(single);
        assertThat(config("URL_HOST", "sl.example.org", "MULTITENANCY_ENABLED", "true")
                        .isOwnHost(host))
                .isEqualTo(withTenants);
        assertThat(config().isOwnHost(host)).as("without URL_HOST").isTrue();
    }

    @Test
    void requiresASecret() {
        assertThatThrownBy(() -> config("LOADBALANCER_SECRET", ""))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("LOADBALANCER_SECRET");
    }

    @Test
    void everySecretSigns() {
        HttpConfig config = config("LOADBALANCER_SECRETS", "second:third");
        for (String secret : new String[] {"secret", "second", "third"}) {
            assertThat(config.secrets()
                            .signer(ChecksumAlgorithm.SHA256, "x", ChecksumAlgorithm.SHA256.hex("x", secret)))
                    .as(secret)
                    .isPresent();
        }
    }

    @Test
    void acceptsAllAlgorithmsByDefault() {
        assertThat(config().algorithms()).containsExactlyInAnyOrder(ChecksumAlgorithm.values());
        assertThat(config("LOADBALANCER_CHECKSUM_ALGORITHM", "SHA256:SHA512").algorithms())
                .containsExactlyInAnyOrder(ChecksumAlgorithm.SHA256, ChecksumAlgorithm.SHA512);
    }

    @ParameterizedTest
    @CsvSource({"RECORDING_DISABLED, true", "DB_DISABLED, true", "GET_MEETINGS_API_DISABLED, false"})
    void recordingsNeedADatabase(String variable, boolean disabled) {
        assertThat(config(variable, "true").recordingsDisabled()).isEqualTo(disabled);
    }

    @Test
    void limitsBodiesInMebibytes() {
        assertThat(config("MAX_BODY_MIB", "2").maxBodyBytes()).isEqualTo(2L << 20);
    }
}
