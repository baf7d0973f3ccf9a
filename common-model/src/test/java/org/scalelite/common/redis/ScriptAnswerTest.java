package org.scalelite.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptAnswerTest {
    private static final ScriptAnswer ANSWER =
            ScriptAnswer.of(List.of("found", "url", "http://bbb", "failing", "1", "now", "1234567890123"));

    @Test
    void readsValuesByName() {
        assertThat(ANSWER.outcome()).isEqualTo("found");
        assertThat(ANSWER.text("url")).isEqualTo("http://bbb");
        assertThat(ANSWER.flag("failing")).isTrue();
        assertThat(ANSWER.number("now")).isEqualTo(1_234_567_890_123L);
        assertThat(ANSWER.find("answer")).isEmpty();
    }

    @Test
    void unknownOutcomeThrows() {
        assertThat(ANSWER.is("found", "not_found")).isTrue();
        assertThat(ANSWER.is("not_found", "found")).isFalse();
        assertThatThrownBy(() -> ANSWER.is("removed", "not_found"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("unknown outcome found");
    }

    @Test
    void missingValueThrows() {
        assertThatThrownBy(() -> ANSWER.text("id"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("found without id");
    }
}
