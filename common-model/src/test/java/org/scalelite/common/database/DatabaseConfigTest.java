package org.scalelite.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseConfigTest {
    private static DatabaseConfig of(String query) {
        return of(query, false);
    }

    private static DatabaseConfig of(String query, boolean ownAuthorities) {
        return DatabaseConfig.of(URI.create("postgresql://u:p%40%2F@db.example.org/data" + query), ownAuthorities);
    }

    /** Without this, the driver looks for authorities in a file in the home of the user only. */
    @ParameterizedTest
    @CsvSource({
        "?sslmode=verify-full, true, true",
        "?sslmode=verify-ca, true, true",
        "?sslmode=verify-full, false, false",
        "?sslmode=require, true, false",
        "'', true, false",
        "?sslmode=verify-full&sslrootcert=/etc/ca.crt, true, false",
        "?sslmode=verify-full&sslcert=/etc/client.crt, true, false",
        "?sslmode=verify-full&sslfactory=org.example.Factory, true, false"
    })
    void trustsInstallationAuthorities(String query, boolean ownAuthorities, boolean byProcess) {
        assertThat(of(query, ownAuthorities).jdbcUrl().contains("sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"))
                .isEqualTo(byProcess);
    }

    @Test
    void translatesRailsParameters() {
        DatabaseConfig config = of("?pool=5&timeout=5000&encoding=unicode&reaping_frequency=10&advisory_locks=false"
                + "&prepared_statements=false&sslmode=verify-full&sslrootcert=/etc/ca.crt&application_name=lb"
                + "&schema_search_path=sl");
        assertThat(config.jdbcUrl())
                .isEqualTo("jdbc:postgresql://db.example.org:5432/data?ApplicationName=lb&currentSchema=sl"
                        + "&prepareThreshold=0&sslmode=verify-full&sslrootcert=/etc/ca.crt");
        assertThat(config.ignored())
                .isEqualTo(Set.of("pool", "timeout", "encoding", "reaping_frequency", "advisory_locks"));
        assertThat(config.sessions()).isFalse();
        assertThat(config.password()).isEqualTo("p@/");
    }

    @Test
    void keepsSessionSettingsByDefault() {
        assertThat(of("").sessions()).isTrue();
        assertThat(of("?prepared_statements=true").sessions()).isTrue();
        assertThat(of("").jdbcUrl()).isEqualTo("jdbc:postgresql://db.example.org:5432/data");
        assertThat(of("").properties(1)).containsKey("datasources.default.connection-init-sql");
        assertThat(of("?prepared_statements=f").properties(1))
                .doesNotContainKey("datasources.default.connection-init-sql");
    }
}
