package org.scalelite.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures of PostgreSQL by their SQL state. */
class DatabaseFailureTest {
    private static RuntimeException wrapped(String state) {
        return new IllegalStateException("a statement failed", new SQLException("reason", state));
    }

    @ParameterizedTest
    @CsvSource({
        "08006, true, false",
        "40001, true, false",
        "53300, true, false",
        "55P03, true, false",
        "57P01, true, false",
        "58030, true, false",
        "25006, true, false",
        "25001, false, false",
        "22001, false, true",
        "23505, false, true",
        "42601, false, false",
        "'', false, false"
    })
    void stateTellsWhetherToTryAgain(String state, boolean isTransient, boolean isRefusedData) {
        assertThat(DatabaseFailure.isTransient(wrapped(state))).isEqualTo(isTransient);
        assertThat(DatabaseFailure.isRefusedData(wrapped(state))).isEqualTo(isRefusedData);
        assertThat(DatabaseFailure.isReadOnly(wrapped(state))).isEqualTo(state.equals("25006"));
    }

    @Test
    void timeoutOfThePoolIsTransient() {
        assertThat(DatabaseFailure.isTransient(
                        new IllegalStateException(new SQLTransientConnectionException("no connection"))))
                .isTrue();
        assertThat(DatabaseFailure.isTransient(new IllegalStateException("x"))).isFalse();
    }

    @Test
    void replacesNulInTexts() {
        assertThat(StorableText.of("a\0b\0")).isEqualTo("a\uFFFDb\uFFFD");
        assertThat(StorableText.of("plain")).isEqualTo("plain");
    }
}
