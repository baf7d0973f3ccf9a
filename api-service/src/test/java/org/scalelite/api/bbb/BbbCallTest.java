package org.scalelite.api.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.api.http.BodyKind;

/** What the calls are made of (specification, sections 5.1 and 5.4). */
class BbbCallTest {

    @ParameterizedTest
    @CsvSource({
        "JOIN, false, false",
        "PUBLISH_RECORDINGS, false, false",
        "DELETE_RECORDINGS, false, false",
        "SEND_CHAT_MESSAGE, false, false",
        "INSERT_DOCUMENT, false, true",
        "CREATE, true, true",
        "END, true, false",
        "PUT_RECORDING_TEXT_TRACK, true, false"
    })
    void aCallTakesNoOtherBody(BbbCall call, boolean form, boolean xml) {
        Set<BodyKind> bodies = call.bodies();
        assertThat(bodies.contains(BodyKind.FORM)).isEqualTo(form);
        assertThat(bodies.contains(BodyKind.MULTIPART)).isEqualTo(form);
        assertThat(bodies.contains(BodyKind.XML)).isEqualTo(xml);
        assertThat(bodies).doesNotContain(BodyKind.OTHER);
    }
}
