package org.scalelite.common.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code meta_server-tag} (specification, section 5.9). */
class TagRequirementTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            ''       | ''    | false
            !        | ''    | false
            gpu      | gpu   | false
            gpu!     | gpu   | true
            a;b      | a;b   | false
            ' a ; ;b! '| a;b | true
            none     | none  | false
            """)
    void parsesTags(String text, String tags, boolean required) {
        TagRequirement requirement = TagRequirement.parse(text);
        assertThat(requirement.tagList()).isEqualTo(tags);
        assertThat(requirement.required()).isEqualTo(required);
    }
}
