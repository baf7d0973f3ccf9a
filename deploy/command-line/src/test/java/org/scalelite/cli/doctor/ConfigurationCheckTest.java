package org.scalelite.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.doctor.Finding;

/** Faults of the environment; {@link DoctorTest} finds those of a running installation. */
class ConfigurationCheckTest {
    private static final Map<String, String> HEALTHY = Map.of(
            "LOADBALANCER_SECRET", "0123456789abcdef",
            "SECRET_KEY_BASE", "0123456789abcdef0123456789abcdef",
            "FSAPI_PASSWORD", "0123456789abcdef",
            "URL_HOST", "sl.example.org",
            "DATABASE_URL", "postgresql://user:password@127.0.0.1/scalelite");

    /** The findings with these variables, as {@code NAME=value NAME=value}; without a value it is not set. */
    private static List<Finding> findings(String changes) {
        Map<String, String> environment = new HashMap<>(HEALTHY);
        Arrays.stream(changes.split(" ", -1))
                .map(change -> change.split("=", 2))
                .forEach(change -> {
                    if (change.length == 1) {
                        environment.remove(change[0]);
                    } else {
                        environment.put(change[0], change[1]);
                    }
                });
        return ConfigurationCheck.run(Settings.of(environment));
    }

    @Test
    void healthyEnvironmentFitsTogether() {
        assertThat(findings("PORT=3000"))
                .containsExactly(Finding.ok("environment", "all variables can be read and fit together"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LOADBALANCER_SECRET                                            | PROBLEM | LOADBALANCER_SECRET | blank: the API does not start       | openssl rand
            LOADBALANCER_SECRETS=short                                     | WARNING | LOADBALANCER_SECRETS | a secret of 5 characters            | 16 or more
            LOADBALANCER_SECRET=1                                          | WARNING | LOADBALANCER_SECRET | a secret of 1 character,            | 16 or more
            SECRET_KEY_BASE=0123456789abcdef                               | WARNING | SECRET_KEY_BASE | a secret of 16 characters            | 32 or more
            SECRET_KEY_BASE PROTECTED_RECORDINGS_ENABLED=true              | PROBLEM | SECRET_KEY_BASE | PROTECTED_RECORDINGS_ENABLED            | random
            SECRET_KEY_BASE                                                | WARNING | SECRET_KEY_BASE | voice bridge                            | random
            URL_HOST MULTITENANCY_ENABLED=true                             | PROBLEM | URL_HOST | MULTITENANCY_ENABLED                           | public host name
            FSAPI_PASSWORD                                                 | NOTE    | FSAPI_PASSWORD | LOADBALANCER_SECRET                      | ''
            FSAPI_PASSWORD=                                                | WARNING | FSAPI_PASSWORD | is empty                                 | a password
            DATABASE_URL                                                   | PROBLEM | DATABASE_URL | the API does not start                     | DB_DISABLED=true
            DB_DISABLED=true                                               | WARNING | DB_DISABLED | but DATABASE_URL is set                     | unset
            VOICE_BRIDGE_LEN=12                                            | PROBLEM | VOICE_BRIDGE_LEN | nobody can call in                     | VOICE_BRIDGE_LEN_MAX
            DEFAULT_MEETING_TTL=60                                         | PROBLEM | DEFAULT_MEETING_TTL | forgotten while they run            | longer
            POLLER_WAIT_TIMEOUT=1                                          | WARNING | POLLER_WAIT_TIMEOUT | does not wait for slow servers      | RESPONSE_TIMEOUT
            CREATE_EXCLUDE_PARAMS=record OVERRIDE_CREATE_PARAMS=record=false | WARNING | CREATE_EXCLUDE_PARAMS | drops record                    | one of them
            DEFAULT_JOIN_PARAMS=a=1 OVERRIDE_JOIN_PARAMS=a=2               | WARNING | DEFAULT_JOIN_PARAMS | has a default for a, but OVERRIDE_JOIN_PARAMS always wins | one of them
            RECORDING_WORK_DIR=/x RECORDING_PUBLISH_DIR=/x                 | PROBLEM | RECORDING_PUBLISH_DIR | the same directory as RECORDING_WORK_DIR | its own
            PROTECTED_RECORDINGS_ENABLED=true RECORDING_DISABLED=true      | WARNING | PROTECTED_RECORDINGS_ENABLED | there are no recordings    | unset
            """)
    void namesEachFaultWithItsCure(
            String changes, Finding.Severity severity, String variable, String what, String cure) {
        assertThat(findings(changes)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.where()).isEqualTo(variable);
            assertThat(finding.what()).contains(what);
            assertThat(finding.cure()).contains(cure);
            assertThat(finding.isFixable()).isFalse();
        });
    }

    @Test
    void namesEachUnreadableVariable() {
        ConfigurationException failure = catchThrowableOfType(
                ConfigurationException.class, () -> findings("PORT=many LOADBALANCER_CHECKSUM_ALGORITHM=MD5"));
        assertThat(ConfigurationCheck.unreadable(failure)).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.PROBLEM);
            assertThat(finding.cure()).contains("docs/configuration.md");
        });
    }
}
