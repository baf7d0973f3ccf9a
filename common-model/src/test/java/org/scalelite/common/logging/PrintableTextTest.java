package org.scalelite.common.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts from outside in logs and terminals. */
class PrintableTextTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 7, '\n', '\r', 0x1b, 0x7f, 0x85, 0x200b, 0x2028, 0x2029, 0x202e, 0xfeff, 0xd800})
    void replacesInvisibleCharacters(int character) {
        assertThat(PrintableText.of("a" + Character.toString(character) + "b")).isEqualTo("a?b");
    }

    @Test
    void keepsVisibleCharacters() {
        String text = "Größe, 山田太郎, 🎓 <a&b> \"x\"";
        assertThat(PrintableText.of(text)).isSameAs(text);
    }
}
