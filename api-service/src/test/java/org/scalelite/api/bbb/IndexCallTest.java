package org.scalelite.api.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.config.Settings;

/** The version document (specification, section 5.6). */
class IndexCallTest {
    private static String index(Map<String, String> environment) {
        BbbRequest request = new BbbRequest(
                BbbCall.INDEX,
                Optional.empty(),
                CallParameters.none(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty());
        BbbAnswer answer = new IndexCall(Settings.of(environment)).answer(request);
        return new String(((BbbAnswer.Document) answer).xml(), StandardCharsets.UTF_8);
    }

    @Test
    void namesTheBuild() {
        assertThat(index(Map.of("BUILD_NUMBER", "4<2")))
                .isEqualTo("<response><returncode>SUCCESS</returncode><version>2.0</version><build>4&lt;2</build>"
                        + "<apiVersion>2.0</apiVersion><bbbVersion></bbbVersion></response>");
    }

    @Test
    void omitsAnUnknownBuild() {
        assertThat(index(Map.of()))
                .isEqualTo("<response><returncode>SUCCESS</returncode><version>2.0</version>"
                        + "<apiVersion>2.0</apiVersion><bbbVersion></bbbVersion></response>");
    }
}
