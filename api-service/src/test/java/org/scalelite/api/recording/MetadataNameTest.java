package org.scalelite.api.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of metadata as XML names. */
class MetadataNameTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            title           | title                       | true
            bbb-origin      | bbb-origin                  | true
            größe           | größe                       | true
            _x              | _x                          | true
            two words       | two_x0020_words             | false
            two_x0020_words | two_x005F_x0020_words       | true
            9lives          | _x0039_lives                | false
            a:b             | a_x003A_b                   | false
            <evil/>         | _x003C_evil_x002F__x003E_   | false
            🎓              | 🎓                          | true
            ``              | _x_                         | false
            """)
    void escapesWhatNoNameMayHold(String key, String element, boolean isName) {
        assertThat(MetadataName.element(key)).isEqualTo(element);
        assertThat(MetadataName.isName(element)).isTrue();
        assertThat(MetadataName.isName(key)).isEqualTo(isName);
    }
}
