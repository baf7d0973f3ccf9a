package org.scalelite.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** No label is longer than it may be, whatever the text. */
class LabelTest {
    @Property(tries = 500)
    void limitsTheLength(@ForAll String text) {
        assertThat(Label.of(text)).hasSizeLessThanOrEqualTo(100);
        assertThat(Label.word(text)).hasSizeLessThanOrEqualTo(40).matches("[A-Za-z0-9._+-]+");
    }

    @Test
    void keepsShortWords() {
        assertThat(Label.word("3.0.4-beta.1+7")).isEqualTo("3.0.4-beta.1+7");
        assertThat(Label.word("")).isEqualTo(Label.OTHER);
    }
}
