package org.scalelite.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {
    @Test
    void takesAUrlApart() {
        assertThat(PostgresUrl.parse("postgresql://us%40er:p%3Aw%2F+%20d@db.example:6000/the%20data?sslmode=require"))
                .isEqualTo(new PostgresUrl("us@er", "p:w/+ d", "db.example", 6000, "the data", "sslmode=require"));
    }

    @Test
    void fillsInWhatAUrlLeavesOut() {
        assertThat(PostgresUrl.parse("postgres://user@[::1]"))
                .isEqualTo(new PostgresUrl("user", "", "[::1]", 5432, "user", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://user:password@127.0.0.1:5432/database",
                "postgresql://us%40er:p%3Aw%2F%2B%20d@db.example:6000/the%20data?sslmode=require"
            })
    void isWrittenAsItWasRead(String text) {
        assertThat(PostgresUrl.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mysql://user:secret@host/data", "postgresql:/secret", "postgresql://user:se cret@host/data"})
    void isRefusedWithoutShowingItsPassword(String text) {
        assertThatThrownBy(() -> PostgresUrl.parse(text))
                .hasMessageContaining("not of the form")
                .hasMessageNotContaining("cret");
    }
}
