package org.scalelite.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The query of DATABASE_URL, and which failures of PostgreSQL may end by themselves. */
class DatabaseParametersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # query                                      | for the driver                     | ignored
            ``                                           | ``                                 | []
            pool=5&timeout=3000&encoding=utf8            | ``                                 | [encoding, pool, timeout]
            sslmode=require&connect_timeout=5            | ?sslmode=require                   | [connect_timeout]
            application_name=a&schema_search_path=s      | ?ApplicationName=a&currentSchema=s | []
            prepared_statements=false                    | ?prepareThreshold=0                | []
            prepared_statements=true&loginTimeout=5      | ?loginTimeout=5                    | []
            socketTimeout                                | ?socketTimeout=                    | []
            """)
    void separatesParametersOfRailsAndTheDriver(String query, String driver, String ignored) {
        DatabaseParameters parameters = DatabaseParameters.of(query);
        assertThat(parameters.driverQuery()).isEqualTo(driver);
        assertThat(parameters.ignored().stream().sorted().toList()).hasToString(ignored);
    }

    @ParameterizedTest
    @CsvSource({"false, false", "F, false", "0, false", "off, false", "no, false", "true, true", "'', true"})
    void readsPreparedStatements(String value, boolean prepared) {
        assertThat(DatabaseParameters.of("prepared_statements=" + value).preparedStatements())
                .isEqualTo(prepared);
    }

    @ParameterizedTest
    @CsvSource({
        "sslmode=verify-full, true",
        "sslmode=verify-ca, true",
        "sslmode=require, false",
        "'', false",
        "sslmode=verify-full&sslrootcert=/ca.pem, false",
        "sslmode=verify-full&sslfactory=a.B, false"
    })
    void ownAuthoritiesVerifyUnlessTheUrlNamesOthers(String query, boolean own) {
        assertThat(DatabaseParameters.of(query)
                        .trustingAsThisProcess()
                        .driverQuery()
                        .contains("DefaultJavaSSLFactory"))
                .isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # state | transient | read-only | refused data
            08006   | true      | false     | false
            40001   | true      | false     | false
            53300   | true      | false     | false
            55P03   | true      | false     | false
            57014   | true      | false     | false
            58030   | true      | false     | false
            25006   | true      | true      | false
            22P02   | false     | false     | true
            23505   | false     | false     | true
            42P01   | false     | false     | false
            0       | false     | false     | false
            """)
    void stateTellsWhatFailed(String state, boolean isTransient, boolean readOnly, boolean refused) {
        Throwable failure = new IllegalStateException("in a repository", new SQLException("no", state));
        assertThat(DatabaseFailure.isTransient(failure)).isEqualTo(isTransient);
        assertThat(DatabaseFailure.isReadOnly(failure)).isEqualTo(readOnly);
        assertThat(DatabaseFailure.isRefusedData(failure)).isEqualTo(refused);
    }

    @Test
    void lostConnectionsAreTransient() {
        for (Exception failure : List.of(new SQLTransientConnectionException(), new SQLRecoverableException())) {
            assertThat(DatabaseFailure.isTransient(new IllegalStateException(failure)))
                    .isTrue();
        }
        assertThat(DatabaseFailure.isTransient(new IllegalStateException())).isFalse();
    }
}
